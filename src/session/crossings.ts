// When two sides set one property (or the title, or the roots) at the same time, their messages cross: the server takes
// both, in its order, and each side ends with the other's value. So a peer whose message may have crossed gets the outcome
// when it has become quiet. Source: PROTOCOL.md S12

import type { Change, Origin } from "../document/changes.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Peer, Timers } from "../ports.ts"

/** A message to a peer may be under way for this long. */
const IN_FLIGHT_MS = 10_000
/** A peer gets no outcome while it continues to change things: an old value would pull its slider back. */
const QUIET_MS = 300

export interface PropertyRef {
  readonly model: HasProps
  readonly attr: string
}

/** What two sides may set at the same time: a property, the title, or the roots and their order. */
type Subject = PropertyRef | "title" | "roots"

/** What a peer gets again. */
export interface Outcome {
  readonly properties: readonly PropertyRef[]
  readonly hasTitle: boolean
  /** The roots that were recently added or removed: their order may be different at the peer. */
  readonly roots: ReadonlySet<HasProps>
}

interface PeerState {
  /** When each subject was last sent to the peer, by key. */
  readonly sentAtMs: Map<string, number>
  /** What the peer must get again. */
  readonly due: Map<string, Subject>
  lastPatchMs: number
}

export class Crossings {
  readonly #timers: Timers
  readonly #resend: (peer: Peer, outcome: Outcome) => void
  readonly #peers = new Map<Peer, PeerState>()
  /** When each root was added or removed. */
  readonly #rootsAtMs = new Map<HasProps, number>()

  /** @param resend sends the current values to a peer */
  constructor(timers: Timers, resend: (peer: Peer, outcome: Outcome) => void) {
    this.#timers = timers
    this.#resend = resend
  }

  join(peer: Peer): void {
    this.#peers.set(peer, { sentAtMs: new Map(), due: new Map(), lastPatchMs: 0 })
  }

  leave(peer: Peer): void {
    this.#peers.delete(peer)
  }

  /** Call it with each turn's changes, after they were sent. `origin` is the peer that caused the turn. */
  note(changes: readonly Change[], origin: Origin | undefined): void {
    const nowMs = this.#timers.now()
    this.#noteRoots(changes, nowMs)
    for (const [peer, state] of this.#peers) {
      if (peer === origin) this.#noteOwn(peer, state, changes, nowMs)
      for (const change of changes) {
        const subject = subjectOf(change)
        if (subject !== undefined && change.origin !== peer) this.#noteSent(state, subject, nowMs)
      }
    }
  }

  /** The peer has changed these only on its side. */
  noteRefused(peer: Peer, properties: readonly PropertyRef[]): void {
    const state = this.#peers.get(peer)
    if (state === undefined || properties.length === 0) return
    state.lastPatchMs = this.#timers.now()
    const wasDue = state.due.size > 0
    for (const property of properties) state.due.set(keyOf(property), property)
    if (!wasDue) this.#schedule(peer, QUIET_MS)
  }

  #noteRoots(changes: readonly Change[], nowMs: number): void {
    for (const { event } of changes) {
      if (event.kind === "RootAdded") this.#rootsAtMs.set(event.model, nowMs)
      if (event.kind !== "RootRemoved") continue
      for (const root of this.#rootsAtMs.keys()) {
        if (root.id === event.id) this.#rootsAtMs.set(root, nowMs)
      }
    }
    for (const [root, atMs] of this.#rootsAtMs) {
      if (nowMs - atMs > 2 * IN_FLIGHT_MS) this.#rootsAtMs.delete(root)
    }
  }

  #noteSent({ sentAtMs }: PeerState, subject: Subject, nowMs: number): void {
    const key = keyOf(subject)
    sentAtMs.delete(key) // in order of time, oldest first
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
      const subject = subjectOf(change)
      if (subject === undefined || change.origin !== peer) continue
      const sentAtMs = state.sentAtMs.get(keyOf(subject)) ?? -Infinity
      if (nowMs - sentAtMs <= IN_FLIGHT_MS) state.due.set(keyOf(subject), subject)
    }
    if (!wasDue && state.due.size > 0) this.#schedule(peer, QUIET_MS)
  }

  #schedule(peer: Peer, ms: number): void {
    this.#timers.after(ms, () => {
      const state = this.#peers.get(peer)
      if (state === undefined) return
      const quietMs = this.#timers.now() - state.lastPatchMs
      if (quietMs < QUIET_MS) return this.#schedule(peer, QUIET_MS - quietMs)
      const subjects = [...state.due.values()]
      state.due.clear()
      this.#resend(peer, this.#outcomeOf(subjects))
      for (const subject of subjects) this.#noteSent(state, subject, this.#timers.now())
    })
  }

  #outcomeOf(subjects: readonly Subject[]): Outcome {
    return {
      properties: subjects.filter((subject) => typeof subject === "object"),
      hasTitle: subjects.includes("title"),
      roots: new Set(subjects.includes("roots") ? this.#rootsAtMs.keys() : []),
    }
  }
}

function subjectOf({ event }: Change): Subject | undefined {
  if ("attr" in event) return event
  if (event.kind === "TitleChanged") return "title"
  return event.kind === "RootAdded" || event.kind === "RootRemoved" ? "roots" : undefined
}

function keyOf(subject: Subject): string {
  return typeof subject === "string" ? subject : `${subject.model.id}.${subject.attr}`
}
