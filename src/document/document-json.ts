// A whole document on the wire: what PULL-DOC-REPLY and PUSH-DOC carry.
// Source: Python bokeh.document.document.to_json, bokehjs document/document.ts from_json (3.10)

import { HasProps } from "../model/has-props.ts"
import { Decoder } from "../serialization/decode.ts"
import { Encoder } from "../serialization/encode.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import type { EncodedBuffer } from "./create-patch.ts"
import { DocumentModels, ModelResolver } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"

/** The version of Bokeh whose models and wire these are. */
export const BOKEH_VERSION = "3.10.0"

export interface DocumentJson {
  readonly version?: string
  readonly title: string
  readonly roots: readonly unknown[]
  readonly config?: unknown
  readonly defs?: readonly unknown[]
}

export function encodeDocument(document: Document): {
  readonly doc: DocumentJson
  readonly buffers: readonly EncodedBuffer[]
} {
  const { config, defs } = internalsOf(document)
  const encoder = new Encoder({ source: new DocumentModels(() => true) })
  const doc = {
    version: BOKEH_VERSION,
    title: document.title,
    ...(defs.length > 0 && { defs: defs.map((definition) => encoder.encode(definition)) }),
    config: encoder.encode(config),
    roots: document.roots.map((root) => encoder.encode(root)),
  }
  return { doc, buffers: encoder.buffers }
}

/** Puts another document's content in the place of this one's. @throws SerializationError with nothing replaced */
export function replaceDocument(
  document: Document,
  doc: DocumentJson,
  buffers: ReadonlyMap<string, ArrayBuffer>,
): void {
  const decoder = new Decoder<HasProps>({ resolver: new ModelResolver(), buffers })
  const defs = (doc.defs ?? []).map((rep, i) => decoder.decode(rep, `doc.defs[${i}]`))
  const config = decoder.decode(doc.config ?? null, "doc.config")
  const roots = doc.roots.map((root, i) => asModel(decoder.decode(root, `doc.roots[${i}]`), i))
  internalsOf(document).reset(config instanceof HasProps ? config : undefined, defs)
  document.title = doc.title
  for (const root of roots) document.add_root(root)
}

function asModel(value: unknown, index: number): HasProps {
  if (value instanceof HasProps) return value
  throw new SerializationError("a root must be a model", `doc.roots[${index}]`)
}
