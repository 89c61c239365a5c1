// A mistake of an app (or of a client's patch) with a model: which model, which argument, what to do.

import { misspelt } from "../util/closest.ts"

export class ModelError extends Error {
  override readonly name = "ModelError"
}

/** See `misspelt`. */
export function unknownName(what: string, name: string, known: Iterable<string>): ModelError {
  return new ModelError(misspelt(what, name, [...known]))
}

/** @throws ModelError naming what was probably meant, for authors who write JavaScript */
export function assertOneOf(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw unknownName(what, name, known)
}

/** @throws ModelError naming the method: when it is called, not when the event arrives */
export function assertCallbacks(what: string, callbacks: readonly unknown[]): void {
  const given = callbacks.length === 0 ? [undefined] : callbacks
  const wrong = given.findIndex((callback) => typeof callback !== "function")
  if (wrong >= 0)
    throw new ModelError(`${what} expects functions; argument ${wrong + 1} is not one`)
}
