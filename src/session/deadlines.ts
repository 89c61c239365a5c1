// Deadlines for messages in parts. A message that never ends would keep its part in memory, and the object from
// hibernating.

import type { Peer, Timers } from "../ports.ts"
import type { ReaderState } from "../protocol/frames.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"

export class Deadlines {
  readonly #timers: Timers
  readonly #missed: (peer: Peer) => void
  /** For each peer in the middle of a message: stops its deadline. */
  readonly #stops = new Map<Peer, () => void>()

  constructor(timers: Timers, missed: (peer: Peer) => void) {
    this.#timers = timers
    this.#missed = missed
  }

  /** Call it after each websocket message. Most bring a whole message, and need no timer. */
  watch(peer: Peer, { state }: ReaderState): void {
    if (state === "header") this.stop(peer)
    else if (!this.#stops.has(peer)) {
      this.#stops.set(
        peer,
        this.#timers.after(MESSAGE_LIMITS.receiveMs, () => this.#missed(peer)),
      )
    }
  }

  stop(peer: Peer): void {
    this.#stops.get(peer)?.()
    this.#stops.delete(peer)
  }
}
