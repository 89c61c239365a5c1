// Makes a session's document: the handler builds it, then what was stored is laid over it.

import { type Context, type ContextParts, createContext, type Life } from "../app/context.ts"
import type { Handler } from "../app/handler.ts"
import { applyPatch } from "../document/apply-patch.ts"
import { restoreCheckpoint } from "../document/checkpoint.ts"
import { parseDocumentJson, replaceDocument } from "../document/document-json.ts"
import { Document, internalsOf } from "../document/document.ts"
import { isRecord } from "../util/record.ts"
import type { StoredRecord } from "./record.ts"

/** What a session has stored: the document of one moment, and the turns since. */
export interface StoredSession {
  readonly checkpoint: StoredRecord | undefined
  readonly turns: Iterable<StoredRecord>
}

export interface BuiltDocument {
  readonly document: Document
  /** What the handler was given. */
  readonly context: Context
  readonly life: Life
}

/**
 * A document as its handler builds it, and what the handler wants to hear of.
 * @param title the route's, which the handler may change
 * @throws what the handler throws
 */
export async function buildDocument(
  handler: Handler,
  parts: ContextParts,
  title?: string,
): Promise<BuiltDocument> {
  const document = new Document()
  if (title !== undefined) document.title = title
  const { id, request } = parts
  internalsOf(document).sessionContext = { id, request }
  const { context, life } = createContext(parts)
  await handler(document, context)
  const internals = internalsOf(document)
  internals.takeChanges()
  internals.graph.markBorn()
  return { document, context, life }
}

/**
 * Lays a stored session over the document that its handler has built again; no callback runs.
 * @throws DivergedError when the handler builds another structure than before, with nothing changed; SerializationError
 * and ModelError when a stored turn does not fit, with a part of it applied: the document is of no use then
 */
export function restoreSession(document: Document, { checkpoint, turns }: StoredSession): void {
  if (checkpoint === undefined) return
  const internals = internalsOf(document)
  internals.callbacks.isSilent = true
  restoreCheckpoint(document, checkpoint.content, checkpoint.buffers)
  for (const { content, buffers } of turns) {
    const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    applyPatch(document, { events, buffers }, RESTORED)
    internals.takeChanges()
    internals.graph.lastNumber = lastNumberIn(content) ?? internals.graph.lastNumber
  }
  internals.callbacks.isSilent = false
}

/** The last id of ours that was given when the turn was stored; turns of older versions don't say it. */
function lastNumberIn(content: unknown): number | undefined {
  const number = isRecord(content) ? content["lastNumber"] : undefined
  return Number.isSafeInteger(number) ? Number(number) : undefined
}

/** True for a copy of single models: no handler goes with it. */
export function isModelsOnly({ content }: StoredRecord): boolean {
  return isRecord(content) && isRecord(content["doc"])
}

/** Makes a new document what a snapshot holds. @throws DivergedError when the handler builds another structure now */
export function applySnapshot(document: Document, snapshot: StoredRecord): void {
  if (isModelsOnly(snapshot)) {
    const doc = parseDocumentJson(snapshot.content)
    internalsOf(document).changeAs(RESTORED, () => replaceDocument(document, doc, snapshot.buffers))
    internalsOf(document).takeChanges()
  } else restoreSession(document, { checkpoint: snapshot, turns: [] })
}

/** The origin of stored changes: no client. */
const RESTORED = {}
