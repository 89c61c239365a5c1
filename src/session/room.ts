// Whether there is room for what a client adds: the document must also fit into the object's memory when it wakes.

import { type Document, internalsOf } from "../document/document.ts"
import type { Log } from "../ports.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { MessageError } from "../protocol/protocol-error.ts"
import type { SessionLimits } from "../util/limits.ts"
import type { Turns } from "./turns.ts"

export interface RoomOptions {
  readonly document: Document
  readonly turns: Pick<Turns, "journal">
  readonly limits: Pick<SessionLimits, "documentBytes" | "models">
  readonly log: Log
}

/** Of a message with a click, or with the value of a widget. */
const SMALL_BYTES = 512
/** Fewer than any model takes in a message. */
const MODEL_BYTES = 15

/** @param bytes of the message, which can hardly add more. @throws MessageError with the document's size */
export function assertRoom(message: RawMessage, bytes: number, options: RoomOptions): void {
  const { limits, turns, document } = options
  const isReplaced = message.msgtype === "PUSH-DOC"
  const size = isReplaced ? 0 : turns.journal.sizeWith(bytes, limits.documentBytes)
  const models = isReplaced ? 0 : internalsOf(document).graph.size
  const isFull = size + bytes > limits.documentBytes
  if (!isFull && models + bytes / MODEL_BYTES <= limits.models) return
  const json = JSON.stringify(message.content)
  const isSmall = bytes <= SMALL_BYTES && !/"kind":"(ColumnsStreamed|RootAdded)"/.test(json)
  // What the app has made by itself must not keep visitors from using it.
  if (isFull && !isSmall) {
    const what = `${size} bytes of it have changed, the message has ${bytes}`
    throw tooLarge(message, what, "documentBytes", options)
  }
  const added = json.match(/"type":"object"/g)?.length ?? 0
  if (added === 0 || models + added <= limits.models) return
  throw tooLarge(message, `it has ${models} models, the message has ${added}`, "models", options)
}

/** Sessions whose log already has the warning that from now on clients' additions are rejected. */
const told = new WeakSet<object>()

function tooLarge(
  { msgid }: RawMessage,
  what: string,
  name: "documentBytes" | "models",
  { limits, turns, log }: RoomOptions,
): MessageError {
  const reason = `the document would be too large: ${what}; limits.${name} is ${limits[name]}`
  if (!told.has(turns)) log.warn("a change was refused", { reason })
  told.add(turns)
  return new MessageError(msgid, reason)
}
