// Which messages are accepted from whom: viewers are read-only, and visitors' clients may not replace documents.

import type { Peer } from "../ports.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { fieldsOf } from "../util/record.ts"

export function isChange({ msgtype }: RawMessage): boolean {
  return msgtype === "PATCH-DOC" || msgtype === "PUSH-DOC"
}

/** Whether the message is a viewer's, and not one that the app accepts from viewers. */
export function isLookingOn(
  { isViewer }: Peer,
  message: RawMessage,
  types: readonly string[] = [],
): boolean {
  return isViewer && !isOfTypes(message, types)
}

/** @returns why the message is rejected, or undefined when it is accepted */
export function policyRefusal(
  peer: Peer,
  message: RawMessage,
  types: readonly string[] | undefined,
): string | undefined {
  if (!isChange(message)) return undefined
  if (isLookingOn(peer, message, types)) return "a viewer's changes are not taken"
  const isPush = message.msgtype === "PUSH-DOC" && !peer.mayBringCode
  return isPush ? "a browser's client may not replace the document (PROTOCOL.md D8)" : undefined
}

/** A PATCH-DOC that has only messages of these types. */
function isOfTypes({ content }: RawMessage, types: readonly string[]): boolean {
  const events = eventsOf(content) ?? []
  return events.length > 0 && events.every((event) => isOfType(fieldsOf(event), types))
}

function isOfType(
  { kind, msg_type }: Readonly<Record<string, unknown>>,
  types: readonly string[],
): boolean {
  return kind === "MessageSent" && types.some((type) => type === msg_type)
}
