// Documents as JSON: saved by Python or here, and served again as they are. Source: Python bokeh.document.document (3.10)

import { gunzipSync, gzipSync } from "node:zlib"

import type { Handler } from "../app/handler.ts"
import { assertComplete } from "../document/complete.ts"
import { DEFAULT_TITLE } from "../document/document-internals.ts"
import {
  type DocumentJson,
  encodeDocument,
  parseDocumentJson,
  replaceDocument,
} from "../document/document-json.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"

/**
 * A handler that builds a saved document: the object or text of Python's `doc.to_json(deferred=False)` or `json_item`,
 * or of `toJson`. `attach` then finds its models, by name or class, and attaches callbacks.
 * @throws SerializationError naming what is wrong
 */
export function fromJson<P>(saved: unknown, attach?: Handler<P>): Handler<P> {
  const json = parseDocumentJson(saved)
  return (doc, context) => {
    const { title } = doc
    replaceDocument(doc, json, new Map(), inflate)
    // Python saves every document with a title, which says nothing where nobody set one.
    if (doc.title === DEFAULT_TITLE) doc.title = title
    return attach?.(doc, context)
  }
}

/**
 * The whole document for `JSON.stringify`: BokehJS, Python and `fromJson` read it.
 * @throws ModelError for a model that lacks what it must be given
 */
export function toJson(doc: Document): DocumentJson {
  assertComplete(internalsOf(doc).graph.all())
  return encodeDocument(doc, { deflate: gzipSync }).doc
}

/** Puts a saved document in the place of what is there. @throws SerializationError with nothing replaced */
export function replaceWithJson(doc: Document, saved: unknown): void {
  replaceDocument(doc, parseDocumentJson(saved), new Map(), inflate)
}

function inflate(gzipped: Uint8Array): Uint8Array {
  return gunzipSync(gzipped, { maxOutputLength: MESSAGE_LIMITS.madeBytes })
}
