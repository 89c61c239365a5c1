// Whether there is room for what a client adds: the document must also fit into the object's memory when it wakes.

import { type Document, internalsOf } from "../document/document.ts"
import type { Log } from "../ports.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { MessageError } from "../protocol/protocol-error.ts"
import type { SessionLimits } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"
import type { Turns } from "./turns.ts"

export interface RoomOptions {
  readonly document: Document
  readonly turns: Pick<Turns, "journal">
  readonly limits: Pick<SessionLimits, "documentBytes" | "models">
  readonly log: Log
}

/** @param bytes of the message, which can hardly add more. @throws MessageError with the document's size */
export function assertRoom(message: RawMessage, bytes: number, options: RoomOptions): void {
  const { limits, turns, document } = options
  const isReplaced = message.msgtype === "PUSH-DOC"
  const size = isReplaced ? 0 : turns.journal.sizeWith(bytes, limits.documentBytes)
  if (size + bytes > limits.documentBytes) {
    const what = `${size} bytes of it have changed, the message has ${bytes}`
    throw tooLarge(message, what, "documentBytes", options)
  }
  const models = isReplaced ? 0 : internalsOf(document).graph.size
  const added = modelsIn(message.content)
  if (added === 0 || models + added <= limits.models) return
  const what = `it has ${models} models, the message ${added}`
  throw tooLarge(message, what, "models", options)
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

/** How many models a message defines, at any depth. */
function modelsIn(content: unknown): number {
  let count = 0
  const pending = [content]
  while (pending.length > 0) {
    const value = pending.pop()
    if (isRecord(value) && value["type"] === "object" && "id" in value) count++
    const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value ?? {})
    for (const part of parts) if (typeof part === "object" && part !== null) pending.push(part)
  }
  return count
}
