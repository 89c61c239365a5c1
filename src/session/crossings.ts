// When two sides set one property (or the title, or the roots) at the same time, their messages cross: the server takes
// both, in its order, and each side ends with the other's value. So a peer whose message may have crossed gets the outcome
// when it has become quiet. Source: PROTOCOL.md S12

import type { Change, Origin } from "../document/changes.ts"
import { ENDS } from "../document/window-ranges.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Peer, Timers } from "../ports.ts"
import type { Look } from "./looks.ts"

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

interface Noted {
  readonly atMs: number
}

interface PeerState {
  /** When each subject was last sent to the peer, by key. */
  readonly sent: Map<string, Noted>
  /** What the peer must get again. */
  readonly due: Map<string, Subject>
  lastPatchMs: number
}

export class Crossings {
  readonly #timers: Timers
  readonly #resend: (peer: Peer, outcome: Outcome) => void
  readonly #peers = new Map<Peer, PeerState>()
  /** The roots that were added or removed, by id, and when, oldest first. */
  readonly #movedRoots = new Map<string, Noted & { readonly root: HasProps }>()

  /** @param resend sends the current values to a peer */
  constructor(timers: Timers, resend: (peer: Peer, outcome: Outcome) => void) {
    this.#timers = timers
    this.#resend = resend
  }

  join(peer: Peer): void {
    this.#peers.set(peer, { sent: new Map(), due: new Map(), lastPatchMs: 0 })
  }

  leave(peer: Peer): void {
    this.#peers.delete(peer)
  }

  /** Call it with each turn's changes, after they were sent. `origin` is the peer that caused the turn. */
  note(changes: readonly Change[], origin: Origin | undefined): void {
    const atMs = this.#timers.now()
    this.#noteRoots(changes, atMs)
    for (const [peer, state] of this.#peers) {
      const crossed: Subject[] = []
      for (const change of changes) {
        const subject = subjectOf(change)
        if (subject === undefined) continue
        const sent = state.sent.get(keyOf(subject))
        if (change.origin !== peer) note(state.sent, keyOf(subject), { atMs })
        else if (sent !== undefined && atMs - sent.atMs <= IN_FLIGHT_MS) crossed.push(subject)
      }
      if (peer === origin) this.#owe(peer, state, crossed)
    }
  }

  /** The peer was sent both ends of ranges by another message than a change. */
  noteSent(peer: Peer, looks: readonly Look[]): void {
    const sent = this.#peers.get(peer)?.sent
    if (sent === undefined) return
    const atMs = this.#timers.now()
    for (const { range: model } of looks)
      for (const attr of ENDS) note(sent, keyOf({ model, attr }), { atMs })
  }

  /** The peer has changed these only on its side. */
  noteRefused(peer: Peer, properties: readonly PropertyRef[]): void {
    const state = this.#peers.get(peer)
    if (state !== undefined) this.#owe(peer, state, properties)
  }

  /** The peer has just sent something, and must get these again. */
  #owe(peer: Peer, state: PeerState, subjects: readonly Subject[]): void {
    state.lastPatchMs = this.#timers.now()
    if (state.due.size === 0 && subjects.length > 0) this.#schedule(peer, QUIET_MS)
    for (const subject of subjects) state.due.set(keyOf(subject), subject)
  }

  #noteRoots(changes: readonly Change[], atMs: number): void {
    for (const { event } of changes) {
      const isAdded = event.kind === "RootAdded"
      const root = isAdded
        ? event.model
        : event.kind === "RootRemoved" && this.#movedRoots.get(event.id)?.root
      if (root) note(this.#movedRoots, root.id, { atMs, root })
    }
  }

  #schedule(peer: Peer, ms: number): void {
    this.#timers.after(ms, () => {
      const state = this.#peers.get(peer)
      if (state === undefined) return
      const atMs = this.#timers.now()
      const quietMs = atMs - state.lastPatchMs
      if (quietMs < QUIET_MS) return this.#schedule(peer, QUIET_MS - quietMs)
      const subjects = [...state.due.values()]
      state.due.clear()
      this.#resend(peer, {
        properties: subjects.filter((subject) => typeof subject === "object"),
        hasTitle: subjects.includes("title"),
        roots: new Set(
          subjects.includes("roots") ? this.#movedRoots.values().map(({ root }) => root) : [],
        ),
      })
      for (const subject of subjects) note(state.sent, keyOf(subject), { atMs })
    })
  }
}

/** Notes it as the newest, and forgets what is too old. */
function note<T extends Noted>(noted: Map<string, T>, key: string, value: T): void {
  noted.delete(key) // in order of time, oldest first
  noted.set(key, value)
  for (const [oldest, { atMs }] of noted) {
    if (value.atMs - atMs <= 2 * IN_FLIGHT_MS) return
    noted.delete(oldest)
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
