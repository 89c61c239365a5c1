// Documents as JSON, saved by Python or here, and served again unchanged. Source: Python bokeh.document.document (3.10)

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
 * A handler that builds a saved document: the object or text of Python's `doc.to_json(deferred=False)` or `json_item`, or
 * of `toJson`. `attach` then runs: it can find the models by name or class, and attach callbacks.
 * @throws SerializationError naming what is wrong
 */
export function fromJson<P>(saved: unknown, attach?: Handler<P>): Handler<P> {
  const json = parseDocumentJson(saved)
  return (doc, context) => {
    const { title } = doc
    replaceDocument(doc, json, new Map(), inflate)
    // Python saves every document with a title; the default one means that nobody set a title.
    if (doc.title === DEFAULT_TITLE) doc.title = title
    return attach?.(doc, context)
  }
}

/**
 * The whole document for `JSON.stringify`. BokehJS, Python and `fromJson` read it.
 * @throws ModelError for a model without a required property
 */
export function toJson(doc: Document): DocumentJson {
  assertComplete(internalsOf(doc).graph.all())
  return encodeDocument(doc, { deflate: gzipSync }).doc
}

/** Replaces the content of a document by a saved one. @throws SerializationError with nothing replaced */
export function replaceWithJson(doc: Document, saved: unknown): void {
  replaceDocument(doc, parseDocumentJson(saved), new Map(), inflate)
}

function inflate(gzipped: Uint8Array): Uint8Array {
  return gunzipSync(gzipped, { maxOutputLength: MESSAGE_LIMITS.madeBytes })
}
