// One session: a document and the peers that share it. Frames in, frames out; knows no socket and no storage.
// Source: Python bokeh.server.session, PROTOCOL.md S-rules

import { READ_MESSAGE, VIEW_MESSAGE } from "../client/task.ts"
import { applyPatch } from "../document/apply-patch.ts"
import { isForClients, type Origin } from "../document/changes.ts"
import {
  createEvent,
  createPatch,
  createRoots,
  createValues,
  NO_CHANGES,
} from "../document/create-patch.ts"
import { replaceDocument } from "../document/document-json.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { type EncodedEvents } from "../document/encode-events.ts"
import type { DocumentEvent } from "../document/events.ts"
import type { TurnChanges } from "../document/turn-changes.ts"
import type { Peer } from "../ports.ts"
import {
  type ClientMessage,
  isFromBokehJs,
  parseClientMessage,
} from "../protocol/client-messages.ts"
import type { OutFrame, RawMessage } from "../protocol/frames.ts"
import { closing, MessageError, ProtocolError } from "../protocol/protocol-error.ts"
import {
  ack,
  error,
  ok,
  patchDoc,
  pullDocReply,
  serverInfoReply,
} from "../protocol/server-messages.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { cached } from "../util/cached.ts"
import { CLOSE, CLOSE_TEXT } from "../util/close-codes.ts"
import { errorText } from "../util/error-text.ts"
import { unreachable } from "../util/unreachable.ts"
import { encodeFor } from "./array-forms.ts"
import { Bursts } from "./bursts.ts"
import { Crossings, type Outcome } from "./crossings.ts"
import { Journal } from "./journal.ts"
import { type Look, looksFor, looksOf, looksOfMoved } from "./looks.ts"
import { isChange, isLookingOn, policyRefusal } from "./message-policy.ts"
import { Pulls } from "./pulls.ts"
import { Readers } from "./readers.ts"
import { isHarmless, refusedProperties } from "./refused-properties.ts"
import { passedOn } from "./relay.ts"
import { assertRoom } from "./room.ts"
import type { SessionOptions } from "./session-options.ts"
import { Traffic } from "./traffic.ts"
import { newTurn, type Phase, type Turn } from "./turn.ts"
import { Viewers } from "./viewers.ts"

const ASKED_AGAIN = "the client asked for the document again before this was answered"

export class Session {
  readonly #options: SessionOptions
  readonly #document: Document
  readonly #journal: Journal
  readonly #crossings: Crossings
  readonly #readers: Readers
  readonly #bursts: Bursts
  readonly #traffic: Traffic
  readonly #pulls: Pulls
  #lastMsgid = 0
  /** Messages to single peers, for the end of the turn. */
  readonly #direct: { readonly peer: Peer; readonly event: DocumentEvent }[] = []
  readonly #viewers: Viewers
  #phase: Phase = { phase: "idle" }

  constructor(options: SessionOptions) {
    this.#options = options
    this.#document = options.document
    this.#viewers = new Viewers(options.document)
    this.#journal = new Journal({
      ...options,
      failed: (failure) =>
        this.#bursts.noteFailure(this.#failed("a change could not be stored", failure)),
      failedAttribute: ({ type }, attr, failure) =>
        void this.#failed(`${type}.${attr} could not be stored`, failure),
    })
    this.#crossings = new Crossings(options.timers, (peer, outcome) => this.#resend(peer, outcome))
    this.#bursts = new Bursts(options.timers, (changes, origin) =>
      this.#publish({ ...NO_CHANGES, changes }, origin),
    )
    this.#readers = new Readers({
      ...options,
      missed: (peer) => this.#refuse(peer, closing(CLOSE.receiveDeadline)),
    })
    this.#traffic = new Traffic({
      ...options,
      closeSlow: (peer, failure) => this.#refuse(peer, failure),
    })
    this.#pulls = new Pulls({
      ...options,
      answer: (peer, msgid) => this.#reply(peer, msgid),
      refuse: (peer, msgid) => this.#refuse(peer, new MessageError(msgid, ASKED_AGAIN)),
    })
    internalsOf(this.#document).views.policy = options.ranges ?? "shared"
    internalsOf(this.#document).callbacks.host = {
      changed: () => this.#changed(),
      callbackFailing: () => {
        const turn = this.#currentTurn
        return (failure, callback) =>
          this.#failed(`a callback failed: ${callback}`, failure, turn ?? this.#currentTurn)
      },
      callbackWaits: (begun) => void this.#currentTurn?.waits.push(begun),
      callbackHangs: (callback) =>
        options.log.warn("a callback has not ended: those that wait for it run now", { callback }),
      after: (ms, action, slot) =>
        slot === undefined || options.slowTimers === undefined
          ? options.timers.after(ms, action)
          : options.slowTimers.after(slot, ms, action),
    }
  }

  /** A new socket: says ACK, after which the client asks for the document. */
  open(peer: Peer): void {
    this.join(peer)
    this.#send(peer, ack(this.#msgid()))
  }

  /** A socket that was open already when this object came to life. */
  join(peer: Peer): void {
    this.#readers.join(peer)
    this.#crossings.join(peer)
    internalsOf(this.#document).callbacks.timers.start()
  }

  /** Its socket is closed at both ends. */
  close(peer: Peer): void {
    this.#leave(peer)
    this.#traffic.close(peer)
  }

  /** No socket is to join: what others have not read is too much. */
  get isFull(): boolean {
    return this.#traffic.isFull
  }

  #leave(peer: Peer): void {
    if (!this.#readers.leave(peer)) return
    this.#pulls.stop(peer)
    this.#traffic.stop(peer)
    this.#crossings.leave(peer)
    if (this.#readers.peers.length > 0) return
    this.#bursts.end()
    internalsOf(this.#document).callbacks.timers.stop()
    this.#journal.stop()
  }

  /** No peer is in the middle of a message. */
  get isBetweenMessages(): boolean {
    return this.#readers.areBetweenMessages
  }

  /** Stores pending changes, and releases its peers: another session takes its place. */
  rest(): void {
    this.#bursts.end()
    this.#flush(undefined)
    if (this.#journal.wasSeen) this.#journal.begin()
    for (const peer of this.#readers.peers) this.close(peer)
  }

  /** A change from outside of any socket: journaled and sent when this returns. */
  act(action: () => void): void {
    // It is when this has been done, and not once more behind it.
    if (this.#phase.phase === "idle") this.#phase = { phase: "flushDue" }
    try {
      action()
    } finally {
      this.#flush(undefined)
    }
  }

  /** An own message to one peer, after all that has changed so far. @throws ModelError for models of another document */
  sendMessage(peer: Peer, msg_type: string, msg_data: unknown): void {
    this.#direct.push({
      peer,
      event: internalsOf(this.#document).createMessage(msg_type, msg_data),
    })
    this.#changed()
  }

  /** The session ends for good: runs what the app wants done then. */
  destroy(): void {
    internalsOf(this.#document).callbacks.runDestroyed()
  }

  /** One websocket message. A peer that breaks the framing is closed; the session continues for the others. */
  receive(peer: Peer, data: string | ArrayBuffer): void {
    if (!this.#readers.has(peer)) return
    try {
      this.#traffic.receive(peer, typeof data === "string" ? data.length : data.byteLength)
      this.#readers.read(peer, data, (message) => this.#take(peer, message))
    } catch (failure) {
      this.#refuse(peer, failure)
    }
  }

  #take(peer: Peer, message: RawMessage): void {
    try {
      this.#takeChecked(peer, message, this.#traffic.finish(peer))
    } catch (failure) {
      this.#refuse(peer, failure)
    }
  }

  #refuse(peer: Peer, failure: unknown): void {
    if (failure instanceof MessageError) {
      this.#send(peer, error(this.#msgid(), failure.msgid, failure.message))
      return
    }
    this.#leave(peer)
    if (failure instanceof ProtocolError) {
      const { closeCode: code, message: reason } = failure
      this.#options.log.warn("a client broke the protocol", { code, reason })
      peer.close(code, reason)
      return
    }
    this.#options.log.error("a message could not be handled", { error: failure })
    peer.close(CLOSE.internalError, CLOSE_TEXT[CLOSE.internalError])
  }

  #takeChecked(peer: Peer, message: RawMessage, bytes: number): void {
    this.#options.log.debug("a message", { msgtype: message.msgtype, msgid: message.msgid, bytes })
    if (this.#traffic.isAnswer(peer, message))
      return this.#send(peer, ok(this.#msgid(), message.msgid))
    const { graph } = internalsOf(this.#document)
    const { hooks, viewerMessages } = this.#options
    if (isLookingOn(peer, message, viewerMessages) && isHarmless(message, graph)) {
      this.#send(peer, ok(this.#msgid(), message.msgid)) // and that was it
      return
    }
    const refusal = policyRefusal(peer, message, viewerMessages) ?? hooks?.receive?.(peer, message)
    if (refusal !== undefined) {
      this.#crossings.noteRefused(peer, refusedProperties(message.content, graph))
      throw new MessageError(message.msgid, refusal)
    }
    if (isFromBokehJs(message)) peer.noteBokehJs()
    if (isChange(message)) assertRoom(message, bytes, { ...this.#options, journal: this.#journal })
    this.#handle(peer, parseClientMessage(message))
  }

  #handle(peer: Peer, message: ClientMessage): void {
    switch (message.msgtype) {
      case "PULL-DOC-REQ": {
        this.#pulls.ask(peer, message.msgid)
        break
      }
      case "PUSH-DOC": {
        const { doc, buffers } = message
        this.#turn(peer, message, (turn) => {
          internalsOf(this.#document).changeAs(peer, () =>
            replaceDocument(this.#document, doc, buffers, this.#options.inflate),
          )
          internalsOf(this.#document).build.isReplaced = true
          turn.isReplaced = true
        })
        break
      }
      case "PATCH-DOC": {
        const patch = { ...message, inflate: this.#options.inflate }
        this.#turn(peer, message, () => {
          this.#direct.push(
            ...passedOn(peer, applyPatch(this.#document, patch, peer, peer), this.#readers.peers),
          )
        })
        break
      }
      case "SERVER-INFO-REQ": {
        const versions = { bokeh: BOKEH_VERSION, server: BOKEH_VERSION }
        this.#send(peer, serverInfoReply(this.#msgid(), message.msgid, versions))
        break
      }
      default:
        unreachable(message)
    }
  }

  /** The whole document; or why an app's document can't be written. */
  #reply(peer: Peer, reqid: string): void {
    try {
      const { wasSeen } = this.#journal
      const { doc, buffers } = encodeFor(peer, this.#document, wasSeen, this.#options.deflate)
      this.#send(peer, pullDocReply(this.#msgid(), reqid, doc, buffers))
      this.#journal.pulled()
      const looks = looksOf(internalsOf(this.#document).graph.all())
      // In a message of its own: BokehJS drops what comes in one with the document, which it does not have yet.
      this.#options.soon(() => this.#tellLooks(looks, [peer]))
    } catch (failure) {
      const text = this.#failed("the document could not be sent", failure)
      this.#send(peer, error(this.#msgid(), reqid, text))
    }
  }

  /** Applies a client's change to the document, then sends it to everybody, and the result to the client. */
  #turn(peer: Peer, message: ClientMessage, change: (turn: Turn) => void): void {
    const { msgid } = message
    const turn = newTurn()
    this.#phase = turn
    try {
      change(turn)
    } catch (failure) {
      turn.failures.push(errorText(failure))
      // On its side alone they have changed.
      const { graph } = internalsOf(this.#document)
      this.#crossings.noteRefused(peer, refusedProperties(message, graph))
    }
    try {
      this.#flush(peer)
    } catch (failure) {
      turn.failures.push(this.#options.report("a turn could not be sent", failure))
    } finally {
      this.#phase = { phase: "idle" }
    }
    void this.#answer(peer, msgid, turn)
  }

  /** Callbacks that wait for others come before the answer, and what asynchronous ones throw without waiting for anything from outside. */
  async #answer(peer: Peer, msgid: string, turn: Turn): Promise<void> {
    const { callbacks } = internalsOf(this.#document)
    if (turn.waits.length > 0) await Promise.all(turn.waits)
    if (!callbacks.areIdle) await callbacks.settled()
    if (turn.isGestureEnd && this.#bursts.areUnstored) await this.#bursts.stored(turn.failures)
    const [failure] = turn.failures
    const reply =
      failure === undefined ? ok(this.#msgid(), msgid) : error(this.#msgid(), msgid, failure)
    try {
      this.#send(peer, reply)
    } catch (thrown) {
      this.#refuse(peer, thrown)
    }
  }

  get #currentTurn(): Turn | undefined {
    return this.#phase.phase === "turn" ? this.#phase : undefined
  }

  #changed(): void {
    if (this.#phase.phase !== "idle") return
    this.#phase = { phase: "flushDue" }
    this.#options.soon(() => this.#flush(undefined))
  }

  #flush(origin: Origin | undefined): void {
    if (this.#phase.phase === "flushDue") this.#phase = { phase: "idle" }
    const turn = internalsOf(this.#document).takeChanges()
    this.#publish({ ...turn, changes: this.#bursts.sift(turn.changes) }, origin)
    this.#sendDirect()
    const moved = internalsOf(this.#document).views.takeMoved()
    if (moved.length === 0) return
    if (this.#currentTurn !== undefined) this.#currentTurn.isGestureEnd = true
    const others = this.#readers.peers.filter((peer) => peer !== origin)
    this.#tellLooks(looksOfMoved(moved), others)
  }

  /** Where somebody has led ranges, for pages of ours: BokehJS alone would compute these again. */
  #tellLooks(looks: readonly Look[], peers: readonly Peer[]): void {
    for (const [peer, seen] of looksFor(looks, peers, this.#viewers)) {
      const message = internalsOf(this.#document).createMessage(VIEW_MESSAGE, seen)
      this.#send(peer, this.#patchFrames(createEvent(message, this.#viewers.readerOf(peer))))
    }
  }

  /** Journals what changed, then sends it: one PATCH-DOC to each peer that needs one. */
  #publish(turn: TurnChanges, origin: Origin | undefined): void {
    const { forOthers, forOrigin, forJournal, failures, unsent } = createPatch(turn, origin)
    internalsOf(this.#document).graph.keepFresh(unsent)
    for (const failure of failures) this.#failed("a change could not be sent", failure)
    this.#store(forJournal, turn.hasNewContent || turn.hasNewHeld)
    const forSome = this.#viewers.patches(turn, origin)
    const framesOf = cached((events: EncodedEvents) => this.#patchFrames(events))
    for (const peer of this.#readers.peers) {
      const forPeer = peer === origin ? forOrigin : forOthers
      const encodings = forSome(peer) ?? forPeer
      this.#send(peer, framesOf(peer.isBokehJs ? encodings.cols : encodings.whole))
    }
    this.#crossings.note(turn.changes.filter(isForClients), origin)
  }

  #sendDirect(): void {
    const { graph } = internalsOf(this.#document)
    for (const { peer, event } of this.#direct.splice(0)) {
      if (event.kind === "MessageSent" && !graph.hasAllIn(event.msg_data)) continue
      try {
        this.#send(peer, this.#patchFrames(createEvent(event, this.#viewers.readerOf(peer))))
      } catch (failure) {
        this.#failed("a message could not be sent", failure)
      }
    }
  }

  /** The values of now, to one peer that may hold older ones. */
  #resend(peer: Peer, { properties, hasTitle, roots }: Outcome): void {
    this.#flush(undefined) // what is new must be known before it is referred to
    const { graph } = internalsOf(this.#document)
    const present = properties.filter(({ model }) => graph.find(model.id) === model)
    const reader = this.#viewers.readerOf(peer)
    this.#send(peer, this.#patchFrames(createValues(present, reader)))
    const { title } = this.#document
    if (hasTitle) this.#send(peer, this.#patchFrames(createEvent({ kind: "TitleChanged", title })))
    const there = this.#document.roots.filter((root) => roots.has(root))
    const gone = [...roots].filter((root) => !there.includes(root))
    this.#send(peer, this.#patchFrames(createRoots(there, gone, reader)))
  }

  /** A change that can't be stored is not acknowledged. */
  #store(turn: EncodedEvents, isNoEvent: boolean): void {
    try {
      if (this.#options.storeState?.() === true) this.#journal.begin()
    } catch (failure) {
      this.#failed("the app's state could not be stored", failure)
    }
    const isReplaced = this.#phase.phase === "turn" && this.#phase.isReplaced
    if (isReplaced || isNoEvent) this.#journal.checkpoint()
    else this.#journal.append(turn)
    if (isReplaced || isNoEvent || turn.events.length > 0) this.#options.stored?.()
  }

  #patchFrames({ events, buffers }: EncodedEvents): readonly OutFrame[] {
    return events.length === 0 ? [] : patchDoc(this.#msgid(), events, buffers)
  }

  /** An app's failure is logged; in a client's turn, the client is answered with it, too. */
  #failed(what: string, failure: unknown, turn: Turn | undefined = this.#currentTurn): string {
    const text = this.#options.report(what, failure)
    turn?.failures.push(text)
    return text
  }

  #send(peer: Peer, frames: readonly OutFrame[]): void {
    if (frames.length === 0 || !peer.isOpen || !this.#passes(peer, frames)) return
    if (!this.#traffic.send(peer, frames)) return
    for (const frame of frames) peer.send(frame)
    const question = this.#traffic.question(peer)
    if (question === undefined) return
    const message = internalsOf(this.#document).createMessage(READ_MESSAGE, question)
    for (const frame of this.#patchFrames(createEvent(message))) peer.send(frame)
  }

  #passes(peer: Peer, frames: readonly OutFrame[]): boolean {
    const send = this.#options.hooks?.send
    if (send === undefined || frames.length === 0 || !this.#readers.has(peer)) return true
    try {
      return send(peer, frames)
    } catch (failure) {
      this.#refuse(peer, failure)
      return false
    }
  }

  #msgid(): string {
    return `s${++this.#lastMsgid}`
  }
}
