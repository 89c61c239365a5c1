// The peers of a session, and what each has sent of an incomplete message.

import type { Peer, Timers } from "../ports.ts"
import {
  AWAITING_HEADER,
  type FrameLimits,
  framesIn,
  type RawMessage,
  type ReaderState,
  step,
  UNCOUNTED,
} from "../protocol/frames.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import type { Traffic } from "./traffic.ts"

export interface ReadersOptions {
  readonly limits: FrameLimits
  readonly timers: Timers
  readonly traffic: Pick<Traffic, "receive" | "stop">
  /** A message was not completed in time. */
  readonly missed: (peer: Peer) => void
}

export class Readers {
  readonly #options: ReadersOptions
  readonly #states = new Map<Peer, ReaderState>()
  /** For each peer in the middle of a message: stops its deadline. */
  readonly #stops = new Map<Peer, () => void>()

  constructor(options: ReadersOptions) {
    this.#options = options
  }

  get peers(): readonly Peer[] {
    return [...this.#states.keys()]
  }

  join(peer: Peer): void {
    this.#states.set(peer, AWAITING_HEADER)
  }

  /** @returns false when it had already left */
  leave(peer: Peer): boolean {
    this.#stopDeadline(peer)
    return this.#states.delete(peer)
  }

  has(peer: Peer): boolean {
    return this.#states.has(peer)
  }

  /** No peer is in the middle of a message. */
  get areBetweenMessages(): boolean {
    return [...this.#states.values()].every(({ state }) => state === "header")
  }

  /** Passes each complete message to `take`. Messages of a peer that has left are ignored. @throws ProtocolError */
  read(peer: Peer, data: string | ArrayBuffer, take: (message: RawMessage) => void): void {
    const before = this.#states.get(peer)
    if (before === undefined) return
    const { traffic, limits } = this.#options
    for (const frame of framesIn(data, before)) {
      const current = this.#states.get(peer)
      if (current === undefined) return
      traffic.receive(peer, typeof frame === "string" ? frame.length : frame.byteLength)
      const { state, message } = step(current, frame, limits)
      this.#states.set(peer, state)
      if (message !== undefined) take(message)
    }
    const after = this.#states.get(peer)
    if (after === undefined) return
    this.#setDeadline(peer, after)
    const keepsNothing = after.state === "buffer-header" && after.byteCount === UNCOUNTED
    if (keepsNothing) traffic.stop(peer)
  }

  /** A message that never ends would keep its part in memory, and the object from hibernating. Most come whole. */
  #setDeadline(peer: Peer, { state }: ReaderState): void {
    const { timers, missed } = this.#options
    if (state === "header") this.#stopDeadline(peer)
    else
      getOrMake(this.#stops, peer, () => timers.after(MESSAGE_LIMITS.receiveMs, () => missed(peer)))
  }

  #stopDeadline(peer: Peer): void {
    this.#stops.get(peer)?.()
    this.#stops.delete(peer)
  }
}
