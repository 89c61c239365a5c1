// What BokehJS sends when it has connected again: each root of the document that it was just sent, whole.

import type { Document } from "../document/document.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import { fieldsOf } from "../util/record.ts"

/** The content of a PATCH-DOC that adds only roots which are there: it changes nothing, however large it is. */
export function isEcho(content: unknown, document: Document): boolean {
  const events = eventsOf(content) ?? []
  return events.length > 0 && events.every((event) => isThere(event, document))
}

function isThere(event: unknown, { roots }: Document): boolean {
  const { kind, model } = fieldsOf(event)
  const { id, name } = fieldsOf(model)
  return kind === "RootAdded" && roots.some((root) => root.id === id && root.type === name)
}
