// Undo and redo of what the graph shows: the session's own. What else happens on the page is no step.

import { Button, type Model, type Undone } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { titleOf } from "./view.ts"

export class Ways {
  readonly undo = new Button({ label: "Undo", disabled: true, width_policy: "min" })
  readonly redo = new Button({ label: "Redo", disabled: true, width_policy: "min" })
  readonly #desk: Desk
  readonly #changed: () => void

  /** @param models that steps are about @param changed hears that a step was taken back, or done again */
  constructor(desk: Desk, models: readonly Model[], changed: () => void) {
    this.#desk = desk
    this.#changed = changed
    const { context } = desk
    context.undoable(models)
    this.undo.on_click(() => this.#go(context.undo(), "Back to", "undo"))
    this.redo.on_click(() => this.#go(context.redo(), "On to", "redo"))
  }

  clear(): void {
    this.undo.disabled = true
    this.redo.disabled = true
  }

  /** Whether there is a way: to whoever has just done something. */
  show(): void {
    const { context } = this.#desk
    if (context.connection === undefined) return
    const steps = context.undoSteps()
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
