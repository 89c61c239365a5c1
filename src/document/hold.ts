// What a document keeps back between hold() and unhold(). Source: Python bokeh.document.callbacks (3.10)

import { ModelError } from "../model/model-error.ts"
import type { DocumentChange } from "./events.ts"

/** "combine": callbacks run once for each property; "collect": once for each change. */
export type HoldPolicy = "combine" | "collect"

/** "collect" keeps this many changes. Beyond that it combines, so that a long hold does not fill the memory. */
const MAX_COLLECTED = 10_000

/** The changes that have not been sent, in order. */
export class HeldChanges {
  readonly #policy: HoldPolicy
  readonly #changes: DocumentChange[] = []
  #isNew = false

  constructor(policy: HoldPolicy) {
    if (policy !== "combine" && policy !== "collect") {
      throw new ModelError(`hold: the policy must be "combine" or "collect", got ${String(policy)}`)
    }
    this.#policy = policy
  }

  add(change: DocumentChange): void {
    this.#isNew = true
    const isCombined = this.#policy === "combine" || this.#changes.length >= MAX_COLLECTED
    const at = isCombined ? this.#indexOfSame(change) : -1
    const before = this.#changes[at]
    if (before === undefined) this.#changes.push(change)
    else this.#changes[at] = "old" in before && "old" in change ? combined(before, change) : change
  }

  /** True when something was added since the last call. */
  takeIsNew(): boolean {
    const isNew = this.#isNew
    this.#isNew = false
    return isNew
  }

  get changes(): readonly DocumentChange[] {
    return this.#changes
  }

  take(): readonly DocumentChange[] {
    return this.#changes.splice(0, Infinity)
  }

  #indexOfSame(change: DocumentChange): number {
    return this.#changes.findLastIndex((other) =>
      "attr" in change
        ? "attr" in other && other.model === change.model && other.attr === change.attr
        : other.kind === "TitleChanged" && change.kind === "TitleChanged",
    )
  }
}

/** The change of a property. */
export type PropertyChanged = Extract<DocumentChange, { readonly old: unknown }>

function combined({ model, attr, old }: PropertyChanged, last: PropertyChanged): DocumentChange {
  return { kind: "ModelChanged", model, attr, old, new: last.new }
}
