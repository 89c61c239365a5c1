// A budget for each socket of what it has sent, has sent in part, and has not read yet. A Durable Object cannot see what a
// client has read. The package's pages answer questions, which they find behind earlier messages. For other clients, it is
// known only when their socket is closed at their end, too. Python's clients, which hold the key, may send at any speed.

import { READ_MESSAGE } from "../client/task.ts"
import type { Peer, Random, Timers } from "../ports.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import type { OutFrame, RawMessage } from "../protocol/frames.ts"
import { ProtocolError } from "../protocol/protocol-error.ts"
import { Bucket } from "../util/bucket.ts"
import { CLOSE } from "../util/close-codes.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { SessionLimits } from "../util/limits.ts"
import { fieldsOf } from "../util/record.ts"

export interface TrafficOptions {
  readonly limits: SessionLimits
  readonly timers: Timers
  readonly random: Random
  /** Closes a socket that does not read what it is sent, or is sent too much at a time. */
  readonly closeSlow: (peer: Peer, failure: ProtocolError) => void
}

interface Flow {
  readonly messages: Bucket
  readonly bytes: Bucket
  /** Bytes of a message that is not complete. */
  unfinished: number
  /** Bytes sent, and not known to have been read. */
  unread: number
  /** What the client has been asked and has not answered. */
  question?: Question | undefined
}

interface Question {
  readonly token: string
  /** So many bytes were unread when the question was sent: the answer shows that they have been read. */
  readonly bytes: number
}

/** So many bytes are sent before a client is asked. */
const ASK_BYTES = 4 << 20

export class Traffic {
  readonly #options: TrafficOptions
  readonly #flows = new Map<Peer, Flow>()
  /** The sums for all sockets, open or not. While they are small, no single socket needs to be checked. */
  #unfinished = 0
  #unread = 0

  constructor(options: TrafficOptions) {
    this.#options = options
  }

  /**
   * A frame has arrived. @throws ProtocolError when the socket sends too much, or when all sockets together have too much
   * unfinished
   */
  receive(peer: Peer, bytes: number): void {
    const flow = this.#flow(peer)
    const { limits, timers } = this.#options
    if (!isTrusted(peer) && flow.bytes.take(bytes, timers.now()) > 0) {
      throw tooMuch(`a socket may send ${limits.bytesPerSecond} bytes a second`)
    }
    flow.unfinished += bytes
    this.#unfinished += bytes
    if (this.#unfinished <= limits.unfinishedBytes) return
    const reason = `the session's unfinished messages have more than ${limits.unfinishedBytes} bytes`
    throw new ProtocolError(reason, CLOSE.tooMuch)
  }

  /**
   * The last frame of a message has arrived. @returns the message's bytes @throws ProtocolError when the socket sends too
   * many
   */
  finish(peer: Peer): number {
    const flow = this.#flow(peer)
    const { limits, timers } = this.#options
    const bytes = flow.unfinished
    this.#noneUnfinished(flow)
    if (isTrusted(peer) || flow.messages.take(1, timers.now()) === 0) return bytes
    throw tooMuch(`a socket may send ${limits.messagesPerSecond} messages a second`)
  }

  /** @returns whether the message may be sent; if not, the socket is closed */
  send(peer: Peer, frames: readonly OutFrame[]): boolean {
    if (isTrusted(peer)) return peer.isOpen
    const { limits, closeSlow } = this.#options
    const bytes = sizeOf(frames)
    const flow = this.#flow(peer)
    // One message may be larger than the limit, but nothing may be added to it.
    if (flow.unread > 0 && flow.unread + bytes > limits.unreadBytes) {
      closeSlow(peer, tooSlow(flow.unread + bytes, "unreadBytes"))
      return false
    }
    flow.unread += bytes
    this.#unread += bytes
    if (this.#isUnread(true))
      closeSlow(this.#slowestOr(peer), tooSlow(this.#unread, "allUnreadBytes"))
    return peer.isOpen
  }

  /** The question for the socket, when one is due. */
  question(peer: Peer): string | undefined {
    const flow = this.#flow(peer)
    if (peer.bokehVersion === undefined) return undefined // not one of the package's pages
    if (flow.question !== undefined || flow.unread < ASK_BYTES) return undefined
    const token = this.#options.random.alphanumeric(16)
    flow.question = { token, bytes: flow.unread }
    return token
  }

  /** True for a message that answers the question: everything sent before the question has been read. */
  isAnswer(peer: Peer, message: RawMessage): boolean {
    const flow = this.#flow(peer)
    const { question } = flow
    if (question === undefined || answerIn(message) !== question.token) return false
    flow.unread -= question.bytes
    this.#unread -= question.bytes
    flow.question = undefined
    return true
  }

  /** Messages to sockets that are closed only at the server's end are still in memory, and are too large together. */
  get isFull(): boolean {
    return this.#isUnread(false)
  }

  /** The socket sends nothing more, but messages to it may not have left yet. */
  stop(peer: Peer): void {
    this.#noneUnfinished(this.#flow(peer))
  }

  /** The socket is closed at both ends. */
  close(peer: Peer): void {
    this.stop(peer)
    this.#unread -= this.#flow(peer).unread
    this.#flows.delete(peer)
  }

  #slowestOr(peer: Peer): Peer {
    const [slowest = [peer]] = [...this.#flows]
      .filter(([{ isOpen }]) => isOpen)
      .toSorted(([, a], [, b]) => b.unread - a.unread)
    return slowest[0]
  }

  #noneUnfinished(flow: Flow): void {
    this.#unfinished -= flow.unfinished
    flow.unfinished = 0
  }

  /** Whether all open sockets, or all closed ones, have too much unread. */
  #isUnread(isOpen: boolean): boolean {
    const { allUnreadBytes } = this.#options.limits
    if (this.#unread <= allUnreadBytes) return false
    let sum = 0
    for (const [peer, { unread }] of this.#flows) if (peer.isOpen === isOpen) sum += unread
    return sum > allUnreadBytes
  }

  #flow(peer: Peer): Flow {
    const { messageBurst, messagesPerSecond, byteBurst, bytesPerSecond } = this.#options.limits
    return getOrMake(this.#flows, peer, () => ({
      messages: new Bucket({ burst: messageBurst, perSecond: messagesPerSecond }),
      bytes: new Bucket({ burst: byteBurst, perSecond: bytesPerSecond }),
      unfinished: 0,
      unread: 0,
    }))
  }
}

/** A client that holds the key and is not a page: it cannot answer questions, and its own fast stream is not an attack. */
function isTrusted({ holdsKey, bokehVersion }: Peer): boolean {
  return holdsKey && bokehVersion === undefined
}

function answerIn({ msgtype, content }: RawMessage): unknown {
  const [event, other] = (msgtype === "PATCH-DOC" && eventsOf(content)) || []
  const { msg_type, msg_data } = fieldsOf(event)
  return other === undefined && msg_type === READ_MESSAGE ? msg_data : undefined
}

function sizeOf(frames: readonly OutFrame[]): number {
  return frames.reduce((sum, { length }) => sum + length, 0)
}

function tooMuch(reason: string): ProtocolError {
  return new ProtocolError(reason, CLOSE.tooMuch)
}

function tooSlow(unread: number, limit: "unreadBytes" | "allUnreadBytes"): ProtocolError {
  const reason = `${unread} bytes are unread, more than limits.${limit}`
  return new ProtocolError(reason, CLOSE.tooSlow)
}
