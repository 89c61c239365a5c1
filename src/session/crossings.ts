// When two sides set one property at the same time, their messages cross: the server takes both, in its order, and each
// side ends with the other's value. So whoever may have crossed is sent the outcome once it has fallen quiet.
// Source: PROTOCOL.md S12

import type { Change, Origin } from "../document/changes.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Peer, Timers } from "../ports.ts"

/** What we sent a peer may be on its way for this long. */
const IN_FLIGHT_MS = 10_000
/** A peer is left alone while it goes on changing things: an old value would pull its slider back. */
const QUIET_MS = 300

export interface PropertyRef {
  readonly model: HasProps
  readonly attr: string
}

interface PeerState {
  /** When we last sent the peer each property, by key. */
  readonly sentAtMs: Map<string, number>
  /** What it is to be sent again. */
  readonly due: Map<string, PropertyRef>
  lastPatchMs: number
}

export class Crossings {
  readonly #timers: Timers
  readonly #resend: (peer: Peer, properties: readonly PropertyRef[]) => void
  readonly #peers = new Map<Peer, PeerState>()

  /** @param resend sends a peer the values of now */
  constructor(timers: Timers, resend: (peer: Peer, properties: readonly PropertyRef[]) => void) {
    this.#timers = timers
    this.#resend = resend
  }

  join(peer: Peer): void {
    this.#peers.set(peer, { sentAtMs: new Map(), due: new Map(), lastPatchMs: 0 })
  }

  leave(peer: Peer): void {
    this.#peers.delete(peer)
  }

  /** Call with each turn's changes, after they were sent. `origin` is the peer that caused the turn. */
  note(changes: readonly Change[], origin: Origin | undefined): void {
    const nowMs = this.#timers.now()
    for (const [peer, state] of this.#peers) {
      if (peer === origin) this.#noteOwn(peer, state, changes, nowMs)
      for (const change of changes) {
        const property = propertyOf(change)
        if (property !== undefined && change.origin !== peer) this.#noteSent(state, property, nowMs)
      }
    }
  }

  /** The peer has changed these on its side alone. */
  noteRefused(peer: Peer, properties: readonly PropertyRef[]): void {
    const state = this.#peers.get(peer)
    if (state === undefined || properties.length === 0) return
    state.lastPatchMs = this.#timers.now()
    const wasDue = state.due.size > 0
    for (const property of properties) state.due.set(keyOf(property), property)
    if (!wasDue) this.#schedule(peer, QUIET_MS)
  }

  #noteSent({ sentAtMs }: PeerState, property: PropertyRef, nowMs: number): void {
    const key = keyOf(property)
    sentAtMs.delete(key) // in order of time, so that the old ones are in front
    sentAtMs.set(key, nowMs)
    for (const [oldest, atMs] of sentAtMs) {
      if (nowMs - atMs <= IN_FLIGHT_MS) return
      sentAtMs.delete(oldest)
    }
  }

  #noteOwn(peer: Peer, state: PeerState, changes: readonly Change[], nowMs: number): void {
    state.lastPatchMs = nowMs
    const wasDue = state.due.size > 0
    for (const change of changes) {
      const property = propertyOf(change)
      if (property === undefined || change.origin !== peer) continue
      const sentAtMs = state.sentAtMs.get(keyOf(property)) ?? -Infinity
      if (nowMs - sentAtMs <= IN_FLIGHT_MS) state.due.set(keyOf(property), property)
    }
    if (!wasDue && state.due.size > 0) this.#schedule(peer, QUIET_MS)
  }

  #schedule(peer: Peer, ms: number): void {
    this.#timers.after(ms, () => {
      const state = this.#peers.get(peer)
      if (state === undefined) return
      const quietMs = this.#timers.now() - state.lastPatchMs
      if (quietMs < QUIET_MS) return this.#schedule(peer, QUIET_MS - quietMs)
      const properties = [...state.due.values()]
      state.due.clear()
      this.#resend(peer, properties)
      for (const property of properties) this.#noteSent(state, property, this.#timers.now())
    })
  }
}

function propertyOf({ event }: Change): PropertyRef | undefined {
  return "attr" in event ? event : undefined
}

function keyOf({ model, attr }: PropertyRef): string {
  return `${model.id}.${attr}`
}
