// Undo and redo of what the graph shows, with the session's own steps. Nothing else on the page is a step.

import { type Model, type Undone } from "bokeh-edge"

import { button } from "./button.ts"
import type { Desk } from "./desk.ts"
import { titleOf } from "./view.ts"

export class Ways {
  readonly undo = button("Undo", { disabled: true })
  readonly redo = button("Redo", { disabled: true })
  readonly #desk: Desk
  readonly #changed: () => void

  /** @param models that steps cover @param changed called after an undo or a redo */
  constructor(desk: Desk, models: readonly Model[], changed: () => void) {
    this.#desk = desk
    this.#changed = changed
    const { context } = desk
    context.undoable(models)
    this.undo.on_click(() => this.#go(context.undo(), "Back to", "undo"))
    this.redo.on_click(() => this.#go(context.redo(), "On to", "redo"))
  }

  /** Shows whether undo and redo are possible. */
  show(): void {
    const { context, owner } = this.#desk
    const steps = context.undoSteps(owner)
    this.undo.disabled = steps.undo === 0
    this.redo.disabled = steps.redo === 0
  }

  #go({ changed }: Undone, where: string, what: string): void {
    this.#changed()
    this.#desk.say(
      changed === 0
        ? `There is nothing to ${what} any more.`
        : `${where} ${titleOf(this.#desk.view).toLowerCase()}.`,
    )
    this.show()
  }
}
