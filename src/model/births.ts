// Which models are made while something builds: a handler prepares some that it puts into the document later.

import { AsyncLocalStorage } from "node:async_hooks"

const building = new AsyncLocalStorage<Births>()

export class Births {
  #models: object[] = []
  #isOver = false

  /** @returns what `build` returns; what it makes is counted, also after what it awaits */
  during<T>(build: () => T): T {
    return building.run(this, build)
  }

  /** Nothing is counted any more. @returns the models, in the order in which they were made */
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

/** A model is there. */
export function noteBirth(model: object): void {
  building.getStore()?.note(model)
}
