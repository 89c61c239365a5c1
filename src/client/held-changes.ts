// Keeps the changes made in a page while it is disconnected, and those that may not have arrived before, and sends them
// after a reconnect. The document is pulled after that, so that nothing jumps back in between. Source: bokehjs
// client/{connection,session}.ts, PROTOCOL.md S20

import type { BokehModel, Message, PulledDocument, Session } from "./bokeh.ts"
import { isOfEnds, isPassing, isRepeatable, keyOf, leaveMessages, merge } from "./patch-events.ts"
import { showLine } from "./status-line.ts"
import { isSame, modelsIn, targetsOf } from "./target-models.ts"

const MAX_HELD = 1000
/** Changes during a pull make the document be pulled again, but not forever. */
const MAX_PULLS = 5
const LOST_MS = 15_000
/** The server stores a pan a moment after it has acknowledged it. */
const STORED_MS = 1500

interface Held {
  readonly message: Message
  /** The models that it concerns. */
  readonly targets: readonly BokehModel[]
}

/** @returns a function for when the document is removed */
export function holdChanges(session: Session): () => void {
  const held = new HeldChanges(session)
  const { _connection: connection } = session
  const { send, _on_close: onClose, _pull_doc_json: pullDocument } = connection
  const { handle } = session
  const sendAll = (messages: readonly Message[]): boolean | undefined =>
    messages.map((message) => send.call(connection, message)).at(-1)
  connection.send = (message) => sendAll(held.take(message))
  session.handle = (message) => {
    sendAll(held.heard(message))
    handle.call(session, message)
  }
  connection._on_close = (event, reject) => {
    held.cut()
    onClose.call(connection, event, reject)
    if (connection.closed_permanently) held.end()
  }
  connection._pull_doc_json = async () => {
    let pulled = await pullDocument.call(connection)
    for (let i = 1; i < MAX_PULLS && held.size > 0; i++) {
      sendAll(held.fit(pulled))
      pulled = await pullDocument.call(connection)
    }
    held.back()
    return pulled
  }
  return () => held.end()
}

class HeldChanges {
  readonly #session: Session
  readonly #unanswered = new Map<string, Message>()
  /** The id of the message under way that sets ends of ranges, and the messages to send after it. */
  #moving: string | undefined
  readonly #waiting: Message[] = []
  #held: Held[] = []
  /** From the end of the socket until the document is pulled over the next one. */
  #isAway = false
  #isLost = false
  #hideLine: (() => void) | undefined

  constructor(session: Session) {
    this.#session = session
  }

  get size(): number {
    return this.#held.length
  }

  /** @returns the messages to send now */
  take(message: Message): readonly Message[] {
    if (message.msgtype() !== "PATCH-DOC") return [message]
    if (this.#isAway) {
      if (!isPassing(message)) this.#hold(message)
      return []
    }
    if (this.#moving === undefined) return [this.#sent(message)]
    const last = this.#waiting.at(-1)
    if (last && isOfEnds(last) && isOfEnds(message))
      this.#waiting.splice(-1, 1, merge(last, message))
    else this.#waiting.push(message)
    return []
  }

  /** @returns the messages to send now */
  heard(message: Message): readonly Message[] {
    if (this.#isAway) leaveMessages(message)
    const id = message.reqid() ?? ""
    if (id !== this.#moving) {
      this.#unanswered.delete(id)
      return []
    }
    setTimeout(() => this.#unanswered.delete(id), STORED_MS)
    this.#moving = undefined
    const count = this.#waiting.findIndex(isOfEnds) + 1 // others wait for that one
    return this.#waiting.splice(0, count || Infinity).map((next) => this.#sent(next))
  }

  #sent(message: Message): Message {
    const key = keyOf(message)
    for (const [id, sent] of this.#unanswered) {
      if (key !== undefined && keyOf(sent) === key) this.#unanswered.delete(id)
    }
    this.#unanswered.set(message.msgid(), message)
    if (isOfEnds(message)) this.#moving = message.msgid()
    return message
  }

  cut(): void {
    this.#moving = undefined
    this.#isAway = true
    const sent = [...this.#unanswered.values()].filter((message) => !isPassing(message))
    this.#unanswered.clear()
    // Setting a property again changes nothing, while a click or a streamed row would count twice.
    const repeatable = sent.filter(isRepeatable)
    this.#isLost ||= repeatable.length < sent.length
    this.#held = [...repeatable.map((message) => this.#with(message)), ...this.#held]
    for (const message of this.#waiting.splice(0)) this.take(message)
  }

  /** The messages that fit the server's document: the models of another version of the app may be different ones. */
  fit({ doc_json }: PulledDocument): readonly Message[] {
    const models = modelsIn(doc_json)
    const fitting = this.#held.filter(({ targets }) =>
      targets.every((target) => isSame(target, models.get(target.id))),
    )
    // Range ends that a plot computes are computed again in the new document, and a pan by hand also has an event, so these
    // are not lost.
    this.#isLost ||= this.#held.some((one) => !fitting.includes(one) && !isOfEnds(one.message))
    this.#held = []
    return fitting.map(({ message }) => {
      delete message.header.num_buffers // it is counted again
      return message
    })
  }

  back(): void {
    this.#isAway = false
    this.#hideLine?.()
    this.#hideLine = undefined
    this.#isLost ||= this.#held.length > 0
    this.#held = []
    if (!this.#isLost) return
    this.#isLost = false
    showLine("The connection was lost: something that you did may be missing.", LOST_MS)
  }

  /** The page is disconnected for good: nothing is sent any more, and no line is shown. */
  end(): void {
    this.#hideLine?.()
    this.#hideLine = () => undefined
  }

  #hold(message: Message): void {
    const key = keyOf(message)
    if (key !== undefined) this.#held = this.#held.filter((held) => keyOf(held.message) !== key)
    this.#held.push(this.#with(message))
    this.#isLost ||= this.#held.length > MAX_HELD
    this.#held = this.#held.slice(-MAX_HELD)
    this.#hideLine ??= showLine("Not connected: what you do is kept, and sent after reconnecting.")
  }

  #with(message: Message): Held {
    return { message, targets: targetsOf(message, this.#session.document) }
  }
}
