// What a session sends, and to whom: messages are numbered, the app's hook may hold them back, viewers get less, and a page
// that was sent much is asked whether it has read it.

import { READ_MESSAGE, VIEW_MESSAGE } from "../client/task.ts"
import type { Origin } from "../document/changes.ts"
import { createEvent, createRoots, createValues, type TurnPatch } from "../document/create-patch.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { EncodedEvents } from "../document/encode-events.ts"
import type { DocumentEvent } from "../document/events.ts"
import type { TurnChanges } from "../document/turn-changes.ts"
import { isModelOf } from "../model/model-object.ts"
import type { Peer } from "../ports.ts"
import type { OutFrame } from "../protocol/frames.ts"
import { patchDoc } from "../protocol/server-messages.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { Outcome } from "./crossings.ts"
import { type Look, looksFor } from "./looks.ts"
import { inParts } from "./patch-parts.ts"
import type { Readers } from "./readers.ts"
import type { PeerHooks } from "./session-options.ts"
import type { Traffic } from "./traffic.ts"
import { Viewers } from "./viewers.ts"

export interface SenderOptions {
  readonly document: Document
  readonly hooks?: PeerHooks
  readonly readers: Readers
  readonly traffic: Traffic
  /** The app's hook has failed. */
  readonly refuse: (peer: Peer, failure: unknown) => void
}

export class Sender {
  readonly #options: SenderOptions
  readonly #document: Document
  readonly #viewers: Viewers
  #lastMsgid = 0

  constructor(options: SenderOptions) {
    this.#options = options
    this.#document = options.document
    this.#viewers = new Viewers(options.document)
  }

  /** @param make one of protocol/server-messages.ts, with its arguments after the number */
  send<Parts extends readonly unknown[]>(
    peer: Peer,
    make: (msgid: string, ...parts: Parts) => readonly OutFrame[],
    ...parts: Parts
  ): void {
    this.#sendFrames(peer, make(this.#msgid(), ...parts))
  }

  /** One PATCH-DOC to each peer that needs one. */
  sendTurn(turn: TurnChanges, origin: Origin | undefined, patch: TurnPatch): void {
    const { forOthers, forOrigin } = patch
    const forSome = this.#viewers.patches(turn, origin)
    const made = new Map<EncodedEvents, readonly (readonly OutFrame[])[]>()
    const { graph } = internalsOf(this.#document)
    const isPlot = (id: string) => isModelOf("Plot", graph.find(id))
    for (const peer of this.#options.readers.peers) {
      const forPeer = peer === origin ? forOrigin : forOthers
      const encodings = forSome(peer) ?? forPeer
      const events = peer.isBokehJs ? encodings.cols : encodings.whole
      const parts = getOrMake(made, events, () =>
        inParts(events, isPlot, turn.isWhole).map((part) => this.#patchFrames(part)),
      )
      for (const [i, frames] of parts.entries()) {
        if (i > 0) peer.flush()
        this.#sendFrames(peer, frames)
      }
    }
  }

  /** Like sendTurn, but sends immediately: storing, which follows, does not delay it. */
  showTurn(turn: TurnChanges, patch: TurnPatch): void {
    this.sendTurn(turn, undefined, patch)
    for (const peer of this.#options.readers.peers) peer.flush()
  }

  sendEvent(peer: Peer, event: DocumentEvent): void {
    this.#sendPatch(peer, createEvent(event, this.#viewers.readerOf(peer)))
  }

  /**
   * Sends ranges that somebody has moved, to a page of the package's: BokehJS alone would compute them again.
   * @returns those that were sent
   */
  sendLooks(looks: readonly Look[], peer: Peer): readonly Look[] {
    const seen = looksFor(looks, peer, this.#viewers)
    if (seen.length > 0)
      this.sendEvent(peer, internalsOf(this.#document).createMessage(VIEW_MESSAGE, seen))
    return seen
  }

  /** Sends the current values to one peer that may hold older ones. */
  sendOutcome(peer: Peer, { properties, hasTitle, roots }: Outcome): void {
    const { graph } = internalsOf(this.#document)
    const present = properties.filter(({ model }) => graph.find(model.id) === model)
    const reader = this.#viewers.readerOf(peer)
    this.#sendPatch(peer, createValues(present, reader))
    const { title } = this.#document
    if (hasTitle) this.#sendPatch(peer, createEvent({ kind: "TitleChanged", title }))
    this.#sendPatch(peer, createRoots(this.#document.roots, roots, reader))
  }

  #sendPatch(peer: Peer, events: EncodedEvents): void {
    this.#sendFrames(peer, this.#patchFrames(events))
  }

  #patchFrames({ events, buffers }: EncodedEvents): readonly OutFrame[] {
    return events.length === 0 ? [] : patchDoc(this.#msgid(), events, buffers)
  }

  #sendFrames(peer: Peer, frames: readonly OutFrame[]): void {
    if (frames.length === 0 || !peer.isOpen || !this.#passes(peer, frames)) return
    const { traffic } = this.#options
    if (!traffic.send(peer, frames)) return
    for (const frame of frames) peer.send(frame)
    const question = traffic.question(peer)
    if (question === undefined) return
    const message = internalsOf(this.#document).createMessage(READ_MESSAGE, question)
    for (const frame of this.#patchFrames(createEvent(message))) peer.send(frame)
  }

  #passes(peer: Peer, frames: readonly OutFrame[]): boolean {
    const { hooks, readers, refuse } = this.#options
    if (hooks?.send === undefined || !readers.has(peer)) return true
    try {
      return hooks.send(peer, frames)
    } catch (failure) {
      refuse(peer, failure)
      return false
    }
  }

  #msgid(): string {
    return `s${++this.#lastMsgid}`
  }
}
