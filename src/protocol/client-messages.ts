// A client's messages. Each gets a reply: its own kind of reply, or OK or ERROR. Source: Python bokeh.protocol.messages,
// bokehjs client/connection.ts (3.10), PROTOCOL.md M-rules

import { fieldsOf, isList, isRecord } from "../util/record.ts"
import type { RawMessage } from "./frames.ts"
import { MessageError, ProtocolError } from "./protocol-error.ts"

export type ClientMessage =
  | { readonly msgtype: "PULL-DOC-REQ"; readonly msgid: string }
  | { readonly msgtype: "SERVER-INFO-REQ"; readonly msgid: string }
  | {
      readonly msgtype: "PUSH-DOC"
      readonly msgid: string
      readonly doc: PushedDocument
      readonly buffers: ReadonlyMap<string, ArrayBuffer>
    }
  | {
      readonly msgtype: "PATCH-DOC"
      readonly msgid: string
      /** Document events, not decoded yet. */
      readonly events: readonly unknown[]
      readonly buffers: ReadonlyMap<string, ArrayBuffer>
    }

/** A whole document whose values are not decoded yet. */
export interface PushedDocument {
  readonly title: string
  readonly roots: readonly unknown[]
  readonly config?: unknown
  readonly defs?: readonly unknown[]
  readonly callbacks?: unknown
}

/**
 * @throws ProtocolError for a message type that no client sends; MessageError for content that does not fit the type, which
 * gets an ERROR reply
 */
export function parseClientMessage({
  msgid,
  msgtype,
  content,
  buffers,
}: RawMessage): ClientMessage {
  switch (msgtype) {
    case "PULL-DOC-REQ":
    case "SERVER-INFO-REQ":
      return { msgtype, msgid }
    case "PUSH-DOC":
      return { msgtype, msgid, doc: parsePushedDocument(msgid, content), buffers }
    case "PATCH-DOC":
      return { msgtype, msgid, events: parseEvents(msgid, content), buffers }
    default:
      throw new ProtocolError(`unexpected message ${JSON.stringify(msgtype.slice(0, 60))}`)
  }
}

/**
 * True for an id of the form that BokehJS uses. BokehJS respects the `cols` of a ColumnDataChanged; Python's client, whose
 * ids are like `p1234`, replaces all columns.
 */
export function isFromBokehJs({ msgid }: Pick<RawMessage, "msgid">): boolean {
  return /^[0-9A-F]{32}$/.test(msgid)
}

/** The events of a PATCH-DOC, unchecked; undefined for anything else. */
export function eventsOf(content: unknown): readonly unknown[] | undefined {
  const { events } = fieldsOf(content)
  return isList(events) ? events : undefined
}

function parseEvents(msgid: string, content: unknown): readonly unknown[] {
  const events = eventsOf(content)
  if (events !== undefined) return events
  throw new MessageError(msgid, "PATCH-DOC: 'events' must be a list")
}

function parsePushedDocument(msgid: string, content: unknown): PushedDocument {
  const doc = fieldsOf(content)["doc"]
  if (!isRecord(doc)) throw new MessageError(msgid, "PUSH-DOC: 'doc' must be an object")
  const { title, roots, config, defs, callbacks } = doc
  if (typeof title !== "string")
    throw new MessageError(msgid, "PUSH-DOC: 'doc.title' must be a string")
  if (!isList(roots)) throw new MessageError(msgid, "PUSH-DOC: 'doc.roots' must be a list")
  return { title, roots, config, callbacks, ...(isList(defs) && { defs }) }
}
