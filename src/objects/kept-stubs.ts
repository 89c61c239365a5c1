// Stubs that are kept and used again. A new stub for each call would cost a connection to the object, and 32 KiB that the
// runtime counts as used until garbage is collected.

import { GROUP_LIMITS } from "../util/limits.ts"
import { putNewest } from "../util/put-newest.ts"

/** As many as a group's object can need: for its own members and its shards. An object's memory is limited. */
const MAX_KEPT = GROUP_LIMITS.shardMembers + GROUP_LIMITS.members / GROUP_LIMITS.shardMembers

export class KeptStubs<T> {
  readonly #open: (name: string) => T
  /** The least recently used stub comes first. */
  readonly #kept = new Map<string, T>()

  /** @param open creates a stub */
  constructor(open: (name: string) => T) {
    this.#open = open
  }

  /**
   * Calls the object of that name. The call must be repeatable: a stub whose object has failed or was replaced stays
   * broken, so a call that fails with a kept stub is repeated with a new one.
   */
  async ask<A>(name: string, question: (stub: T) => Promise<A>): Promise<A> {
    const kept = this.#kept.get(name)
    if (kept !== undefined) {
      try {
        this.#keep(name, kept)
        return await question(kept)
      } catch (error) {
        if (this.#kept.get(name) === kept) this.#kept.delete(name)
        if (isOverloaded(error)) throw error
      }
    }
    const stub = this.#open(name)
    const answer = await question(stub)
    this.#keep(name, stub)
    return answer
  }

  #keep(name: string, stub: T): void {
    putNewest(this.#kept, name, stub, MAX_KEPT)
  }
}

/** The object is overloaded: repeating the call would make it worse. Source: Durable Objects, "Error handling" */
function isOverloaded(error: unknown): boolean {
  return error instanceof Error && "overloaded" in error && error.overloaded === true
}
