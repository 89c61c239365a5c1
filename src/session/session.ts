// One session: a document and the peers that share it. Frames in, frames out, with no access to sockets and storage.
// Source: Python bokeh.server.session, PROTOCOL.md S-rules

import { type Document, internalsOf } from "../document/document.ts"
import type { Log, Peer } from "../ports.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { closing, MessageError, ProtocolError } from "../protocol/protocol-error.ts"
import { ack, error, ok } from "../protocol/server-messages.ts"
import { CLOSE, CLOSE_TEXT } from "../util/close-codes.ts"
import { ClientRequests } from "./client-requests.ts"
import { isEcho } from "./echo.ts"
import { Readers } from "./readers.ts"
import { Sender } from "./sender.ts"
import type { SessionOptions } from "./session-options.ts"
import { Traffic } from "./traffic.ts"
import { type Order, Turns } from "./turns.ts"

export class Session {
  readonly #log: Log
  readonly #document: Document
  readonly #readers: Readers
  readonly #traffic: Traffic
  readonly #sender: Sender
  readonly #turns: Turns
  readonly #requests: ClientRequests

  constructor(options: SessionOptions) {
    const refuse = (peer: Peer, failure: unknown) => this.#refuse(peer, failure)
    this.#log = options.log
    this.#document = options.document
    const traffic = new Traffic({ ...options, closeSlow: refuse })
    const readers = new Readers({
      ...options,
      limits: { ...options.limits, isIdle: (content) => isEcho(content, options.document) },
      traffic,
      missed: (peer) => refuse(peer, closing(CLOSE.receiveDeadline)),
    })
    const sender = new Sender({ ...options, readers, traffic, refuse })
    const turns = new Turns({ ...options, readers, sender })
    this.#readers = readers
    this.#traffic = traffic
    this.#sender = sender
    this.#turns = turns
    this.#requests = new ClientRequests({ ...options, readers, sender, turns, refuse })
    internalsOf(this.#document).views.policy = options.ranges ?? "shared"
    internalsOf(this.#document).callbacks.host = turns
  }

  /** A new socket: sends ACK, after which the client pulls the document. */
  open(peer: Peer): void {
    this.join(peer)
    this.#turns.open(peer)
    this.#sender.send(peer, ack)
  }

  /** A socket that was already open when this object was created. */
  join(peer: Peer): void {
    this.#readers.join(peer)
    this.#turns.crossings.join(peer)
    internalsOf(this.#document).callbacks.timers.start()
  }

  /** The socket is closed at both ends. */
  close(peer: Peer): void {
    this.#leave(peer)
    this.#traffic.close(peer)
  }

  /** No further socket may join: too much is unread by others. */
  get isFull(): boolean {
    return this.#traffic.isFull
  }

  #leave(peer: Peer): void {
    if (!this.#readers.leave(peer)) return
    this.#requests.pulls.stop(peer)
    this.#traffic.stop(peer)
    this.#turns.leave(peer)
    if (this.#readers.peers.length > 0) return
    this.#turns.bursts.end()
    internalsOf(this.#document).callbacks.timers.stop()
    this.#turns.journal.stop()
  }

  /** No peer is in the middle of a message. */
  get isBetweenMessages(): boolean {
    return this.#readers.areBetweenMessages
  }

  /** Stores pending changes, and releases its peers: another session replaces it. */
  rest(): void {
    const { bursts, journal } = this.#turns
    bursts.end()
    this.#turns.flush(undefined)
    if (journal.wasSeen) journal.begin()
    for (const peer of this.#readers.peers) this.close(peer)
  }

  /** Makes a change that comes from no socket: it is stored and sent when this returns. */
  act(action: () => void, order?: Order): void {
    this.#turns.act(action, order)
  }

  /** Stores what was to be stored later. */
  settle(): void {
    this.#turns.settle()
  }

  /**
   * Sends a message of the app's own to one peer, after all changes so far. @throws ModelError for models of another
   * document
   */
  sendMessage(peer: Peer, msg_type: string, msg_data: unknown): void {
    const event = internalsOf(this.#document).createMessage(msg_type, msg_data)
    this.#turns.sendLater([{ peer, event }])
  }

  /** The session ends for good: runs the app's callbacks for that. */
  destroy(): void {
    this.settle()
    internalsOf(this.#document).callbacks.runDestroyed()
  }

  /** Takes one websocket message. A peer that breaks the framing is closed; the session continues for the others. */
  receive(peer: Peer, data: string | ArrayBuffer): void {
    try {
      this.#readers.read(peer, data, (message) => this.#take(peer, message))
    } catch (failure) {
      this.#refuse(peer, failure)
    }
  }

  #take(peer: Peer, message: RawMessage): void {
    try {
      this.settle()
      const { msgtype, msgid } = message
      const bytes = this.#traffic.finish(peer)
      this.#log.debug("a message", { msgtype, msgid, bytes })
      if (this.#traffic.isAnswer(peer, message)) this.#sender.send(peer, ok, msgid)
      else this.#requests.take(peer, message, bytes)
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
      this.#log.warn("a client broke the protocol", { code, reason })
      peer.close(code, reason)
      return
    }
    this.#log.error("a message could not be handled", { error: failure })
    peer.close(CLOSE.internalError, CLOSE_TEXT[CLOSE.internalError])
  }
}
