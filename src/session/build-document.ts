// Makes a session's document: the handler builds it, then the journal's changes are laid over it.

import type { Context } from "../app/context.ts"
import type { Handler } from "../app/handler.ts"
import { applyPatch } from "../document/apply-patch.ts"
import { Document, internalsOf } from "../document/document.ts"
import type { JournalRecord } from "./record.ts"

interface Parts {
  readonly handler: Handler
  readonly context: Context
  readonly records: Iterable<JournalRecord>
}

/** @throws what the handler throws */
export async function buildDocument({ handler, context, records }: Parts): Promise<Document> {
  const document = new Document()
  await handler(document, context)
  const internals = internalsOf(document)
  internals.takeChanges()
  internals.callbacks.isSilent = true
  for (const record of records) {
    applyPatch(document, record, record)
    internals.takeChanges()
  }
  internals.callbacks.isSilent = false
  return document
}
