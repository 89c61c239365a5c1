// What an app (or a client's patch) did wrong with a model: which model, which argument, what to do.

import { closest } from "../util/closest.ts"

export class ModelError extends Error {
  override readonly name = "ModelError"
}

/** `Slider: unknown property 'valu', did you mean 'value'?` */
export function unknownName(what: string, name: string, known: Iterable<string>): ModelError {
  const meant = closest(name, known)
  return new ModelError(
    `${what} '${name}'${meant === undefined ? "" : `, did you mean '${meant}'?`}`,
  )
}
