// One session: a document and the peers that share it. Frames in, frames out; knows no socket and no storage.
// Source: Python bokeh.server.session, PROTOCOL.md S-rules

import { applyPatch } from "../document/apply-patch.ts"
import { replaceDocument } from "../document/document-json.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { Peer } from "../ports.ts"
import {
  type ClientMessage,
  isFromBokehJs,
  parseClientMessage,
} from "../protocol/client-messages.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { closing, MessageError, ProtocolError } from "../protocol/protocol-error.ts"
import { ack, error, ok, pullDocReply, serverInfoReply } from "../protocol/server-messages.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { CLOSE, CLOSE_TEXT } from "../util/close-codes.ts"
import { errorText } from "../util/error-text.ts"
import { unreachable } from "../util/unreachable.ts"
import { encodeFor } from "./array-forms.ts"
import { looksOf } from "./looks.ts"
import { isChange, isLookingOn, policyRefusal } from "./message-policy.ts"
import { Pulls } from "./pulls.ts"
import { Readers } from "./readers.ts"
import { isHarmless, refusedProperties } from "./refused-properties.ts"
import { passedOn } from "./relay.ts"
import { assertRoom } from "./room.ts"
import { Sender } from "./sender.ts"
import type { SessionOptions } from "./session-options.ts"
import { Traffic } from "./traffic.ts"
import { type Turn, Turns } from "./turns.ts"

const ASKED_AGAIN = "the client asked for the document again before this was answered"

export class Session {
  readonly #options: SessionOptions
  readonly #document: Document
  readonly #readers: Readers
  readonly #traffic: Traffic
  readonly #pulls: Pulls
  readonly #sender: Sender
  readonly #turns: Turns

  constructor(options: SessionOptions) {
    const refuse = (peer: Peer, failure: unknown) => this.#refuse(peer, failure)
    this.#options = options
    this.#document = options.document
    const readers = new Readers({
      ...options,
      missed: (peer) => refuse(peer, closing(CLOSE.receiveDeadline)),
    })
    const traffic = new Traffic({ ...options, closeSlow: refuse })
    const sender = new Sender({ ...options, readers, traffic, refuse })
    const turns = new Turns({ ...options, readers, sender })
    this.#readers = readers
    this.#traffic = traffic
    this.#sender = sender
    this.#turns = turns
    this.#pulls = new Pulls({
      ...options,
      answer: (peer, msgid) => this.#reply(peer, msgid),
      refuse: (peer, msgid) => sender.send(peer, error, msgid, ASKED_AGAIN),
    })
    internalsOf(this.#document).views.policy = options.ranges ?? "shared"
    internalsOf(this.#document).callbacks.host = {
      changed: () => turns.changed(),
      callbackFailing: () => {
        const turn = turns.current
        return (failure, callback) => turns.failed(`a callback failed: ${callback}`, failure, turn)
      },
      callbackWaits: (begun) => void turns.current?.waits.push(begun),
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
    this.#sender.send(peer, ack)
  }

  /** A socket that was open already when this object came to life. */
  join(peer: Peer): void {
    this.#readers.join(peer)
    this.#turns.crossings.join(peer)
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
    this.#turns.crossings.leave(peer)
    if (this.#readers.peers.length > 0) return
    this.#turns.bursts.end()
    internalsOf(this.#document).callbacks.timers.stop()
    this.#turns.journal.stop()
  }

  /** No peer is in the middle of a message. */
  get isBetweenMessages(): boolean {
    return this.#readers.areBetweenMessages
  }

  /** Stores pending changes, and releases its peers: another session takes its place. */
  rest(): void {
    const { bursts, journal } = this.#turns
    bursts.end()
    this.#turns.flush(undefined)
    if (journal.wasSeen) journal.begin()
    for (const peer of this.#readers.peers) this.close(peer)
  }

  /** A change from outside of any socket: journaled and sent when this returns. */
  act(action: () => void): void {
    this.#turns.act(action)
  }

  /** An own message to one peer, after all that has changed so far. @throws ModelError for models of another document */
  sendMessage(peer: Peer, msg_type: string, msg_data: unknown): void {
    const event = internalsOf(this.#document).createMessage(msg_type, msg_data)
    this.#turns.sendLater([{ peer, event }])
    this.#turns.changed()
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
      this.#sender.send(peer, error, failure.msgid, failure.message)
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
    const { graph } = internalsOf(this.#document)
    const { hooks, viewerMessages } = this.#options
    const isHeard =
      this.#traffic.isAnswer(peer, message) ||
      (isLookingOn(peer, message, viewerMessages) && isHarmless(message, graph))
    if (isHeard) return this.#sender.send(peer, ok, message.msgid) // and that was it
    const refusal = policyRefusal(peer, message, viewerMessages) ?? hooks?.receive?.(peer, message)
    if (refusal !== undefined) {
      this.#noteRefused(peer, message.content)
      throw new MessageError(message.msgid, refusal)
    }
    if (isFromBokehJs(message)) peer.noteBokehJs()
    if (isChange(message)) {
      const { journal } = this.#turns
      assertRoom(message, bytes, { ...this.#options, journal })
    }
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
          const messages = applyPatch(this.#document, patch, peer, peer)
          this.#turns.sendLater(passedOn(peer, messages, this.#readers.peers))
        })
        break
      }
      case "SERVER-INFO-REQ": {
        const versions = { bokeh: BOKEH_VERSION, server: BOKEH_VERSION }
        this.#sender.send(peer, serverInfoReply, message.msgid, versions)
        break
      }
      default:
        unreachable(message)
    }
  }

  /** The whole document; or why an app's document can't be written. */
  #reply(peer: Peer, reqid: string): void {
    try {
      const { journal } = this.#turns
      const { deflate } = this.#options
      const { doc, buffers } = encodeFor(peer, this.#document, journal.wasSeen, deflate)
      this.#sender.send(peer, pullDocReply, reqid, doc, buffers)
      journal.pulled()
      const looks = looksOf(internalsOf(this.#document).graph.all())
      // In a message of its own: BokehJS drops what comes in one with the document, which it does not have yet.
      this.#options.soon(() => this.#sender.sendLooks(looks, [peer]))
    } catch (failure) {
      const text = this.#turns.failed("the document could not be sent", failure)
      this.#sender.send(peer, error, reqid, text)
    }
  }

  /** Applies a client's change to the document, then sends it to everybody, and the result to the client. */
  #turn(peer: Peer, message: ClientMessage, change: (turn: Turn) => void): void {
    const taken = this.#turns.take(peer, (turn) => {
      try {
        change(turn)
      } catch (failure) {
        turn.failures.push(errorText(failure))
        this.#noteRefused(peer, message)
      }
    })
    void this.#answer(peer, message.msgid, taken)
  }

  /** The peer has changed on its side alone what the message names. */
  #noteRefused(peer: Peer, content: unknown): void {
    const { graph } = internalsOf(this.#document)
    this.#turns.crossings.noteRefused(peer, refusedProperties(content, graph))
  }

  /** Callbacks that wait for others come before the answer, and what asynchronous ones throw without waiting for anything from outside. */
  async #answer(peer: Peer, msgid: string, turn: Turn): Promise<void> {
    const { callbacks } = internalsOf(this.#document)
    if (turn.waits.length > 0) await Promise.all(turn.waits)
    if (!callbacks.areIdle) await callbacks.settled()
    const { bursts } = this.#turns
    if (turn.isGestureEnd && bursts.areUnstored) await bursts.stored(turn.failures)
    const [failure] = turn.failures
    try {
      if (failure === undefined) this.#sender.send(peer, ok, msgid)
      else this.#sender.send(peer, error, msgid, failure)
    } catch (thrown) {
      this.#refuse(peer, thrown)
    }
  }
}
