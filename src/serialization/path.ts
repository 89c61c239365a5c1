// A codec's position in a value: for its errors, and for the limit of depth.

import { clipped } from "../util/clipped.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import { SerializationError } from "./serialization-error.ts"

/** Deeper nesting is a circle, or an attempt to overflow the stack. Real documents stay far below. */
export const MAX_DEPTH = MESSAGE_LIMITS.depth
/** The limit for one property's value, without the models in it. The rest of the depth is left for those models. */
export const MAX_VALUE_DEPTH = 64
/** Keys come from outside, and errors go back there and into logs: their length must not depend on what was sent. */
const MAX_STEPS_SHOWN = 20

/** Pushed and popped on the way, and turned into a string only for an error. */
export class Path {
  readonly #steps: (string | number)[] = []

  get depth(): number {
    return this.#steps.length
  }

  /** Goes back to an earlier depth. */
  cut(depth: number): void {
    this.#steps.length = depth
  }

  /** @throws SerializationError when the nesting is too deep */
  enter(step: string | number): void {
    if (this.#steps.push(step) > MAX_DEPTH) throw new SerializationError("nested too deeply")
  }

  leave(): void {
    this.#steps.pop()
  }

  /** Like `new[0].x`, after `base` if given. */
  text(base = ""): string {
    const steps = this.#steps
      .slice(0, MAX_STEPS_SHOWN)
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${clipped(step)}`))
    if (this.#steps.length > MAX_STEPS_SHOWN) steps.push(" ...")
    const text = steps.join("")
    return base === "" ? text.replace(/^\./, "") : base + text
  }
}
