// How far a session has taken the entries of its groups. This is stored in the row of the turn that they cause, so that a
// delivery is one row.

import { parseJson } from "../util/parse-json.ts"
import { fieldsOf } from "../util/record.ts"

export class Taken {
  readonly #seqs: Map<string, number>
  /** False from `note` until it is stored in a row. */
  isStored = true

  constructor(stored = "{}") {
    const kept = parseJson(stored)
    const entries = Object.entries(fieldsOf(kept))
    this.#seqs = new Map(entries.flatMap(([group, seq]) => (isSeq(seq) ? [[group, seq]] : [])))
  }

  /** 0 when unknown here. */
  upTo(group: string): number {
    return this.#seqs.get(group) ?? 0
  }

  note(group: string, seq: number): void {
    this.#seqs.set(group, seq)
    this.isStored = false
  }

  forget(group: string): void {
    this.#seqs.delete(group)
  }

  /** The positions in all groups, for a row. */
  get json(): string | null {
    return this.#seqs.size === 0 ? null : JSON.stringify(Object.fromEntries(this.#seqs))
  }
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
