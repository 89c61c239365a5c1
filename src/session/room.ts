// Whether there is room for what a client adds: the document must fit into the object when it wakes, too.

import { type Document, internalsOf } from "../document/document.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { MessageError } from "../protocol/protocol-error.ts"
import type { SessionLimits } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"
import type { Journal } from "./journal.ts"

export interface RoomOptions {
  readonly document: Document
  readonly journal: Journal
  readonly limits: Pick<SessionLimits, "documentBytes" | "models">
}

/** @param bytes of the message: it can't add much more. @throws MessageError with the document's size */
export function assertRoom(message: RawMessage, bytes: number, options: RoomOptions): void {
  const { limits, journal, document } = options
  const isReplaced = message.msgtype === "PUSH-DOC"
  const size = isReplaced ? 0 : journal.sizeWith(bytes, limits.documentBytes)
  if (size + bytes > limits.documentBytes) {
    throw tooLarge(message, `${size} bytes of it have changed, the message has ${bytes}`, {
      documentBytes: limits.documentBytes,
    })
  }
  const models = isReplaced ? 0 : internalsOf(document).graph.size
  const added = modelsIn(message.content)
  if (added === 0 || models + added <= limits.models) return
  const what = `it has ${models} models, the message ${added}`
  throw tooLarge(message, what, { models: limits.models })
}

function tooLarge(
  { msgid }: RawMessage,
  what: string,
  limit: Readonly<Record<string, number>>,
): MessageError {
  const [[name, value] = ["", 0]] = Object.entries(limit)
  return new MessageError(
    msgid,
    `the document would be too large: ${what}; limits.${name} is ${value}`,
  )
}

/** How many models a message defines, however deep. */
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
