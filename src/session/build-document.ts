// Creates a session's document: its handler builds it, or it starts with models of another document.

import { type Context, type ContextParts, createContext, type Life } from "../app/context.ts"
import type { Handler } from "../app/handler.ts"
import { assertComplete } from "../document/complete.ts"
import { DEFAULT_TITLE } from "../document/document-internals.ts"
import { parseDocumentJson, replaceDocument } from "../document/document-json.ts"
import { Document, internalsOf } from "../document/document.ts"
import { Births } from "../model/births.ts"
import { isRecord } from "../util/record.ts"
import type { StoredRecord } from "./record.ts"
import { silently } from "./replay.ts"

export interface BuiltDocument {
  readonly document: Document
  /** The handler's argument. */
  readonly context: Context
  readonly life: Life
}

/**
 * A document as its handler builds it, and the callbacks that the handler registered.
 * @param title the route's, which the handler may change
 * @throws what the handler throws, and ModelError for a model without a required property
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
  const births = new Births()
  await births.during(() => handler(document, context))
  const internals = internalsOf(document)
  assertComplete(internals.graph.all())
  internals.takeChanges()
  internals.markBuilt(births.end())
  return { document, context, life }
}

/** True for a copy of single models, which no handler builds. */
export function isModelsOnly({ content }: StoredRecord): boolean {
  return isRecord(content) && isRecord(content["doc"])
}

/** Fills a new document with the content of a snapshot of single models. */
export function applyModels(document: Document, { content, buffers }: StoredRecord): void {
  const doc = parseDocumentJson(content)
  silently(document, () => replaceDocument(document, doc, buffers))
  internalsOf(document).build.isReplaced = true
}

/** Gives a stored document a title if it has none. */
export function ensureTitle(document: Document, title: string | undefined): void {
  if (title === undefined || document.title !== DEFAULT_TITLE) return
  silently(document, () => {
    document.title = title
  })
}
