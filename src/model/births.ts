// Records which models are created while something builds: a handler prepares some that it puts into the document later.

import { AsyncLocalStorage } from "node:async_hooks"

const building = new AsyncLocalStorage<Births>()

export class Births {
  #models: object[] = []
  #isOver = false

  /** @returns the result of `build`; models that it creates are counted, also after it awaits something */
  during<T>(build: () => T): T {
    return building.run(this, build)
  }

  /** Stops counting. @returns the models, in order of creation */
  end(): readonly object[] {
    const models = this.#models
    this.#models = []
    this.#isOver = true
    return models
  }

  note(model: object): void {
    if (!this.#isOver) this.#models.push(model)
  }
}

/** A model was created. */
export function noteBirth(model: object): void {
  building.getStore()?.note(model)
}
