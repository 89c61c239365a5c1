// What BokehJS sends after a reconnect: each root of the document that it has just pulled, whole.

import type { Document } from "../document/document.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import { fieldsOf } from "../util/record.ts"

/** Whether this PATCH-DOC adds only roots that already exist: it changes nothing, however large it is. */
export function isEcho(content: unknown, document: Document): boolean {
  const events = eventsOf(content) ?? []
  return events.length > 0 && events.every((event) => isThere(event, document))
}

function isThere(event: unknown, { roots }: Document): boolean {
  const { kind, model } = fieldsOf(event)
  const { id, name } = fieldsOf(model)
  return kind === "RootAdded" && roots.some((root) => root.id === id && root.type === name)
}
