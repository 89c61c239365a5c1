// Stubs that are used again. A new one for each call costs a connection to the object, and 32 KiB that the runtime counts as taken
// until garbage is collected.

import { GROUP_LIMITS } from "../util/limits.ts"

/** As many as an object of a group ever needs: its own members, and its shards. The memory of an object is limited. */
const MAX_KEPT = GROUP_LIMITS.shardMembers + GROUP_LIMITS.members / GROUP_LIMITS.shardMembers

export class KeptStubs<T> {
  readonly #open: (name: string) => T
  /** What was not used for longest comes first. */
  readonly #kept = new Map<string, T>()

  /** @param open makes a stub */
  constructor(open: (name: string) => T) {
    this.#open = open
  }

  /**
   * Asks the object of that name something that may come to it twice: a stub whose object has failed or was replaced stays
   * broken, so that what fails with a kept one is asked of a new one.
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
    this.#kept.delete(name)
    this.#kept.set(name, stub)
    if (this.#kept.size <= MAX_KEPT) return
    const [first = name] = this.#kept.keys()
    this.#kept.delete(first)
  }
}

/** The object has too much to do: to ask again makes it worse. Source: Durable Objects, "Error handling" */
function isOverloaded(error: unknown): boolean {
  return error instanceof Error && "overloaded" in error && error.overloaded === true
}
