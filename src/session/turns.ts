// The turns of a session: each change to its document is stored as one row, sent as one patch to each peer, and followed by
// messages to single peers. Source: PROTOCOL.md S-rules

import { isForClients, type Origin } from "../document/changes.ts"
import { createPatch, NO_CHANGES } from "../document/create-patch.ts"
import type { CallbackFailed, DocumentHost } from "../document/document-host.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { EncodedEvents } from "../document/encode-events.ts"
import type { DocumentEvent } from "../document/events.ts"
import type { TurnChanges } from "../document/turn-changes.ts"
import type { Peer } from "../ports.ts"
import { Bursts } from "./bursts.ts"
import { Crossings } from "./crossings.ts"
import { Journal } from "./journal.ts"
import { type Look, looksOf, looksOfMoved } from "./looks.ts"
import type { Readers } from "./readers.ts"
import type { Sender } from "./sender.ts"
import type { SessionOptions } from "./session-options.ts"

/**
 * A turn is stored before anybody gets it. A turn that came from elsewhere, and is kept there until it is stored here, may
 * be shown first, since storing takes longest; or storing may be left to `settle`.
 */
export type Order = "stored first" | "shown first" | "stored later"

/** The current phase: nothing to do, waiting to publish a change, or in the turn of a client's message. */
type Phase = "idle" | "flush due" | Turn

export interface Turn {
  /** The reply to the client instead of OK. */
  readonly failures: string[]
  /** Callbacks that it has caused, and that must wait for others: they have started when these resolve. */
  readonly waits: Promise<void>[]
  /** The client reports the end of a pan or zoom: its reply waits until that is stored. */
  isGestureEnd: boolean
}

export interface TurnsOptions extends SessionOptions {
  readonly readers: Readers
  readonly sender: Sender
}

interface Direct {
  readonly peer: Peer
  readonly event: DocumentEvent
}

/** For a client that never pulls, only the last of these messages are kept. */
const MAX_EARLY = 1000

export class Turns implements DocumentHost {
  readonly journal: Journal
  readonly bursts: Bursts
  readonly crossings: Crossings
  readonly #options: TurnsOptions
  readonly #document: Document
  readonly #sender: Sender
  /** Messages to single peers, for the end of the turn. */
  readonly #direct: Direct[] = []
  /** Messages to clients that have not pulled yet: BokehJS drops everything before its document. */
  readonly #early = new Map<Peer, Direct[]>()
  #phase: Phase = "idle"
  /** Something has changed since the changes were last taken. */
  #isBehind = false
  /** Stores the last turn, which has already been shown. */
  #unstored: (() => void) | undefined

  constructor(options: TurnsOptions) {
    const { document, timers, sender } = options
    this.#options = options
    this.#document = document
    this.#sender = sender
    this.journal = new Journal({
      ...options,
      // A checkpoint includes all that has changed so far: rows that are streamed but not stored would come twice.
      soon: (action) =>
        options.soon(() => {
          this.flush(undefined)
          action()
        }),
      failed: (failure) => {
        this.bursts.noteFailure(this.failed("a change could not be stored", failure))
        if (options.readers.peers.length > 0) this.journal.tryAgain()
      },
      leftOut: (what, failure) => void this.failed(`${what} could not be stored`, failure),
    })
    this.bursts = new Bursts(timers, (changes, origin) =>
      this.#publish({ ...NO_CHANGES, changes }, origin),
    )
    this.crossings = new Crossings(timers, (peer, outcome) => {
      this.flush(undefined) // new models must be known before something refers to them
      sender.sendOutcome(peer, outcome)
    })
  }

  /** The turn of a client's message, if one is running. */
  get current(): Turn | undefined {
    return typeof this.#phase === "object" ? this.#phase : undefined
  }

  /** Applies a client's message. It is stored and sent to everybody when this returns. */
  take(peer: Peer, change: (turn: Turn) => void): Turn {
    const turn: Turn = { failures: [], waits: [], isGestureEnd: false }
    this.#phase = turn
    change(turn)
    try {
      this.flush(peer)
    } catch (failure) {
      turn.failures.push(this.#options.report("a turn could not be sent", failure))
    } finally {
      this.#phase = "idle"
      if (this.#isBehind) this.changed() // by a hook that saw what was sent
    }
    return turn
  }

  /** Makes a change that comes from no socket: it is stored and sent when this returns. */
  act(action: () => void, order?: Order): void {
    const { store } = this.#options
    const { writes } = store
    // Changes are published at the end of this function, and need not be scheduled as well.
    if (this.#phase === "idle") this.#phase = "flush due"
    try {
      action()
    } finally {
      this.flush(undefined, order)
      // What the action itself stored must be stored or lost together with its changes.
      if (store.writes !== writes) this.settle()
    }
  }

  /** Stores what has been shown, before anything else happens to the session. */
  settle(): void {
    const store = this.#unstored
    this.#unstored = undefined
    store?.()
  }

  /** Something has changed: outside of a turn, it is stored and sent soon. */
  changed(): void {
    this.#isBehind = true
    if (this.#phase !== "idle") return
    this.#phase = "flush due"
    this.#options.soon(() => this.flush(undefined))
  }

  callbackFailing(): CallbackFailed {
    const turn = this.current
    return (failure, name) => this.failed(`a callback failed: ${name}`, failure, turn)
  }

  callbackWaits(begun: Promise<void>): void {
    this.current?.waits.push(begun)
  }

  callbackHangs(callback: string): void {
    const { log } = this.#options
    log.warn("a callback has not ended: those that wait for it run now", { callback })
  }

  after(ms: number, action: () => void, slot?: number): () => void {
    const { timers, slowTimers } = this.#options
    return slot === undefined || slowTimers === undefined
      ? timers.after(ms, action)
      : slowTimers.after(slot, ms, action)
  }

  /** A new socket: its client does not have the document yet. */
  open(peer: Peer): void {
    this.#early.set(peer, [])
  }

  /** A client's message gets its reply: it has pulled the document, or brought its own. */
  answered(peer: Peer): void {
    const early = this.#early.get(peer)
    if (early === undefined) return
    this.#early.delete(peer)
    if (early.length > 0) this.sendLater(early)
  }

  leave(peer: Peer): void {
    this.#early.delete(peer)
    this.crossings.leave(peer)
  }

  /** Sends at the end of the turn, or soon. */
  sendLater(messages: readonly Direct[]): void {
    this.#direct.push(...messages)
    this.changed()
  }

  /** Logs an app's failure. In a client's turn, it is also the reply to the client. */
  failed(what: string, failure: unknown, turn: Turn | undefined = this.current): string {
    const text = this.#options.report(what, failure)
    turn?.failures.push(text)
    return text
  }

  /** Stores and sends what has changed so far. */
  flush(origin: Origin | undefined, order?: Order): void {
    if (this.#phase === "flush due") this.#phase = "idle"
    this.#isBehind = false
    const turn = internalsOf(this.#document).takeChanges()
    this.#publish({ ...turn, changes: this.bursts.sift(turn.changes) }, origin, order)
    this.#sendDirect()
    const { graph, views } = internalsOf(this.#document)
    const moved = views.takeMoved()
    if (this.current && moved.some(({ by }) => by)) this.current.isGestureEnd = true
    const come = looksOf([...turn.fresh.keys()].flatMap((id) => graph.find(id) ?? []))
    if (come.length + moved.length === 0) return
    for (const peer of this.#options.readers.peers)
      this.sendLooks([...come, ...looksOfMoved(moved, peer)], peer)
  }

  /** A page sets all ends that it gets, so its own changes may cross even those that nobody has changed. */
  sendLooks(looks: readonly Look[], peer: Peer): void {
    this.crossings.noteSent(peer, this.#sender.sendLooks(looks, peer))
  }

  #publish(turn: TurnChanges, origin: Origin | undefined, order: Order = "stored first"): void {
    this.settle()
    const patch = createPatch(turn, origin)
    internalsOf(this.#document).graph.keepFresh(patch.unsent)
    for (const failure of patch.failures) this.failed("a change could not be sent", failure)
    const store = () => this.#store(patch.forJournal, turn.isWhole)
    if (order !== "stored first") this.#sender.showTurn(turn, patch)
    // A checkpoint would include what changes until then.
    if (order === "stored later" && !turn.isWhole && !this.journal.isBehind) this.#unstored = store
    else store()
    if (order === "stored first") this.#sender.sendTurn(turn, origin, patch)
    this.crossings.note(turn.changes.filter(isForClients), origin)
  }

  /** A change that cannot be stored is not acknowledged. */
  #store(turn: EncodedEvents, isWhole: boolean): void {
    if (isWhole) this.journal.checkpoint()
    else this.journal.append(turn)
    if (isWhole || turn.events.length > 0) this.#options.history?.stored()
  }

  #sendDirect(): void {
    const { graph } = internalsOf(this.#document)
    for (const direct of this.#direct.splice(0)) {
      const { peer, event } = direct
      const early = this.#early.get(peer)
      if (early !== undefined) {
        early.push(direct)
        if (early.length > MAX_EARLY) early.shift()
        continue
      }
      if (event.kind === "MessageSent" && !graph.hasAllIn(event.msg_data)) continue
      try {
        this.#sender.sendEvent(peer, event)
      } catch (failure) {
        this.failed("a message could not be sent", failure)
      }
    }
  }
}
