// What BokehJS sends after a reconnect: each root of the document that it has just pulled, whole.

import type { Document } from "../document/document.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import { fieldsOf } from "../util/record.ts"

/** Whether this PATCH-DOC adds only roots that already exist: it changes nothing, however large it is. */
export function isEcho(content: unknown, document: Document): boolean {
  const events = eventsOf(content) ?? []
  if (fieldsOf(events[0])["kind"] !== "RootAdded") return false
  const types = new Map<unknown, unknown>(document.roots.map(({ id, type }) => [id, type]))
  return events.every((event) => {
    const { kind, model } = fieldsOf(event)
    const { id, name } = fieldsOf(model)
    return kind === "RootAdded" && types.has(id) && types.get(id) === name
  })
}
