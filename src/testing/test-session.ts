// One window on a session: it does what a browser would do, and gives access to the server's document.

import type { Document } from "../document/document.ts"
import type { HasProps } from "../model/has-props.ts"
import type { ModelType } from "../model/select.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { isRecord } from "../util/record.ts"
import type { SessionObject } from "./session-objects.ts"
import type { TestSocket } from "./test-socket.ts"
import { wireValue } from "./wire-value.ts"

/** The server rejected a message instead of answering OK: a callback threw, or the change was not allowed. */
export class RefusedError extends Error {
  override readonly name = "RefusedError"
}

/** A message of the app's own: `doc.send_message(type, data)`. */
export interface OwnMessage {
  readonly type: string
  readonly data: unknown
}

export interface Closed {
  readonly code: number
  readonly reason: string
}

export interface TestSessionParts {
  readonly id: string
  readonly object: SessionObject
  readonly socket: TestSocket
  /** Runs everything that follows from an action. */
  readonly settle: () => Promise<void>
}

export class TestSession {
  /** The session's id, without its signature. */
  readonly id: string
  readonly #parts: TestSessionParts
  #lastMsgid = 0

  constructor(parts: TestSessionParts) {
    this.id = parts.id
    this.#parts = parts
  }

  /**
   * The document on the server, as it is now. After a hibernation it is a different object. @throws Error while the session
   * sleeps
   */
  get document(): Document {
    const { document } = this.#parts.object.life
    if (document !== undefined) return document
    throw new Error("the session is asleep: wake() it first")
  }

  /** The document's model of that class, and with that name if given. @throws Error when there is none, or more than one */
  find<T extends HasProps>(type: ModelType<T>, name?: string): T {
    const found = [...this.document.select(type)].filter(
      (model) => name === undefined || Reflect.get(model, "name") === name,
    )
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    const wanted = `${type.schema.type}${name === undefined ? "" : ` named '${name}'`}`
    throw new Error(`expected one ${wanted} in the document, got ${found.length}`)
  }

  /** Why the server closed the window's socket; undefined while it is open. */
  get closed(): Closed | undefined {
    return this.#parts.socket.closed
  }

  /** The app's own messages to this window, oldest first. */
  get messages(): readonly OwnMessage[] {
    return this.#parts.socket.messages.flatMap(ownMessages)
  }

  /** Everything that was ever sent to this window, as JSON. For tests that a user cannot see something. */
  get received(): string {
    const { messages } = this.#parts.socket
    return JSON.stringify(
      messages.map(({ content, buffers }) => [content, [...buffers.values()]]),
      shown,
    )
  }

  /** Sets properties of a model, as its widget would. @throws RefusedError */
  async set<T extends HasProps>(model: T, values: Readonly<Partial<T>>): Promise<void> {
    const unknown = Object.keys(values).find((attr) => !(attr in model))
    if (unknown !== undefined) throw new Error(`${model.type} has no property '${unknown}'`)
    await this.#patch(
      Object.entries(values).map(([attr, value]) => ({
        kind: "ModelChanged",
        model: { id: model.id },
        attr,
        new: wireValue(value),
      })),
    )
  }

  /** Presses a button. @throws RefusedError */
  click(button: HasProps): Promise<void> {
    return this.trigger(button, "button_click")
  }

  /** Sends any other event: `trigger(plot, "tap", {x: 1, y: 2})`. @throws RefusedError */
  trigger(
    model: HasProps,
    name: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const msg_data = {
      type: "event",
      name,
      values: wireValue(new Map<string, unknown>([["model", model], ...Object.entries(values)])),
    }
    return this.#patch([{ kind: "MessageSent", msg_type: "bokeh_event", msg_data }])
  }

  /** Sends a message of the app's own, for `doc.on_message(type, ...)`. @throws RefusedError */
  send_message(type: string, data: unknown): Promise<void> {
    const msg_data = wireValue(data)
    return this.#patch([{ kind: "MessageSent", msg_type: type, msg_data }])
  }

  /** Evicts the object from memory, as happens when it is idle, at a deploy, or in a crash. Windows stay open. */
  hibernate(): void {
    this.#parts.object.evict()
  }

  /** Runs the handler again, and restores what was stored. */
  async wake(): Promise<void> {
    await this.#send("PULL-DOC-REQ", {})
  }

  /** Closes the window, as the visitor would. */
  async close(code = 1001): Promise<void> {
    const { object, socket, settle } = this.#parts
    socket.close(code, "")
    object.sockets.splice(object.sockets.indexOf(socket), 1)
    await object.life.presence.disconnected(socket, code)
    await settle()
  }

  async #patch(events: readonly object[]): Promise<void> {
    await this.#send("PATCH-DOC", { events })
  }

  async #send(msgtype: string, content: object): Promise<void> {
    const { object, socket, settle } = this.#parts
    if (socket.closed !== undefined)
      throw new RefusedError(`the window is closed: ${socket.closed.reason}`)
    const msgid = `test-${++this.#lastMsgid}`
    const before = socket.messages.length
    // All at once: the frames of two messages do not mix, even if the test awaits neither.
    const frames = [{ msgid, msgtype }, {}, content].map((frame) => JSON.stringify(frame))
    await Promise.all(frames.map((frame) => object.life.receive(socket, frame)))
    await settle()
    const refusal = socket.messages.slice(before).find((message) => message.msgtype === "ERROR")
    if (refusal !== undefined) throw new RefusedError(textOf(refusal))
  }
}

function shown(_key: string, value: unknown): unknown {
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value
}

function textOf({ content }: RawMessage): string {
  return isRecord(content) ? String(content["text"]) : "refused"
}

function ownMessages({ msgtype, content }: RawMessage): readonly OwnMessage[] {
  if (msgtype !== "PATCH-DOC" || !isRecord(content) || !Array.isArray(content["events"])) return []
  return content["events"].flatMap((event: unknown) => {
    if (!isRecord(event) || event["kind"] !== "MessageSent") return []
    return [{ type: String(event["msg_type"]), data: event["msg_data"] }]
  })
}
