// Undo and redo of what the graph shows, with the session's own steps. Nothing else on the page is a step.

import { type Model, type Undone } from "bokeh-edge"

import { button, GraphButton } from "./button.ts"
import type { Desk } from "./desk.ts"
import { titleOf } from "./view.ts"

export class Ways {
  readonly undo: GraphButton
  readonly redo: GraphButton
  readonly #desk: Desk
  readonly #changed: () => void

  /** @param models that steps cover @param changed called after an undo or a redo */
  constructor(desk: Desk, models: readonly Model[], changed: () => void) {
    this.#desk = desk
    this.#changed = changed
    const { context } = desk
    context.undoable(models)
    this.undo = this.#made("Undo", () => this.#go(context.undo(), "Back to", "undo"))
    this.redo = this.#made("Redo", () => this.#go(context.redo(), "On to", "redo"))
  }

  #made(label: string, act: () => void): GraphButton {
    return new GraphButton(this.#desk, label, () => {
      const made = button(label, { disabled: true })
      made.on_click(act)
      return made
    })
  }

  /** Shows whether undo and redo are possible, for anybody who may change the graph. */
  show(): void {
    const { context } = this.#desk
    const able = context.connections.filter(({ role }) => role !== "viewer")
    const steps = able.map((one) => context.undoSteps(one))
    for (const one of this.undo.root.children) one.disabled = steps.every(({ undo }) => undo === 0)
    for (const one of this.redo.root.children) one.disabled = steps.every(({ redo }) => redo === 0)
  }

  #go({ changed }: Undone, where: string, what: string): void {
    this.#changed()
    this.#desk.say(
      changed === 0
        ? `There is nothing of yours to ${what}.`
        : `${where} ${titleOf(this.#desk.view).toLowerCase()}.`,
    )
    this.show()
  }
}
