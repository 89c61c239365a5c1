// A whole document on the wire, for PULL-DOC-REPLY and PUSH-DOC. Source: Python bokeh.document.document.to_json, bokehjs
// document/document.ts from_json (3.10)

import { definitionsOf } from "../model/definitions.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { ModelDefault } from "../model/property.ts"
import { reachableFrom } from "../model/references.ts"
import { Decoder, type Inflate } from "../serialization/decode.ts"
import { Encoder, type EncoderOptions } from "../serialization/encode.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { isList, isRecord } from "../util/record.ts"
import { displaceBy } from "./displaced-models.ts"
import type { JsCallbacks } from "./document-content.ts"
import { DocumentModels, ModelResolver, type Reader } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"
import type { EncodedBuffer } from "./encode-events.ts"
import type { ModelGraph } from "./model-graph.ts"

export interface DocumentJson {
  readonly version?: string
  readonly title: string
  readonly roots: readonly unknown[]
  readonly config?: unknown
  readonly defs?: readonly unknown[]
  readonly callbacks?: unknown
}

export interface EncodedDocument {
  readonly doc: DocumentJson
  readonly buffers: readonly EncodedBuffer[]
  /** The bytes of all buffers, each counted as often as it is named. */
  readonly namedBytes: number
}

export interface EncodeOptions extends Pick<EncoderOptions, "deflate" | "leftOut"> {
  /** Default: all. */
  readonly roots?: readonly HasProps[]
  /** False: without the document's configuration, which Bokeh knows since 3.8. */
  readonly hasConfig?: boolean
  readonly reader?: Reader
}

export function encodeDocument(
  document: Document,
  { roots = document.roots, hasConfig = true, reader, ...options }: EncodeOptions = {},
): EncodedDocument {
  const { graph, beside } = internalsOf(document)
  const { config, defs, jsCallbacks } = beside
  const source = new DocumentModels(() => true, reader)
  const encoder = new Encoder({ source, ...options })
  const doc = {
    version: BOKEH_VERSION,
    title: document.title,
    ...definitionsOf(graph.all(), defs, (value) => encoder.encode(value)),
    ...(hasConfig && { config: encoder.encode(config) }),
    roots: roots.map((root) => encoder.encode(root)),
    ...(Object.keys(jsCallbacks).length > 0 && { callbacks: encoder.encode(jsCallbacks) }),
  }
  return { doc, buffers: encoder.buffers, namedBytes: encoder.namedBytes }
}

/**
 * Replaces the content of a document by another one's.
 * @returns whether one of its models has the id of another model that is, or was, in the document
 * @throws SerializationError with nothing replaced
 */
export function replaceDocument(
  document: Document,
  doc: DocumentJson,
  buffers: ReadonlyMap<string, ArrayBuffer>,
  inflate?: Inflate,
): boolean {
  const { graph } = internalsOf(document)
  const options = { resolver: new ModelResolver(), buffers, ...(inflate && { inflate }) }
  const decoder = new Decoder<HasProps>(options)
  const defs = (doc.defs ?? []).map((rep, i) => decoder.decode(rep, `doc.defs[${i}]`))
  const config = decoder.decode(doc.config ?? null, "doc.config")
  const roots = doc.roots.map((root, i) => asModel(decoder.decode(root, `doc.roots[${i}]`), i))
  const jsCallbacks = asCallbacks(decoder.decode(doc.callbacks ?? {}, "doc.callbacks"))
  const ownConfig = config instanceof HasProps ? config : undefined
  const pushed = [...reachableFrom(roots)]
  const clear = pushed.map((model) => sayDefaults(model, graph))
  internalsOf(document).reset({ config: ownConfig, defs, jsCallbacks })
  document.title = doc.title
  for (const root of roots) document.add_root(root)
  displaceBy(document, new Map(pushed.map((model) => [model.id, model])))
  return clear.includes(false)
}

/**
 * A client that has a model with this id keeps values that the new model does not mention. So defaults are written where
 * the old value was different. Source: bokehjs core/serialization/deserializer.ts _decode_object_ref (3.10)
 * @returns false for the id of a model of another type, or of one that has left: the client may still have that one
 */
function sayDefaults(model: HasProps, graph: ModelGraph): boolean {
  const before = graph.find(model.id)
  if (before?.type !== model.type) return before === undefined && !graph.wasHere(model.id)
  const { schema, values } = stateOf(model)
  for (const name of stateOf(before).values.keys()) {
    const standard = schema.property(name)?.defaultValue
    if (values.has(name) || standard === undefined) continue
    values.set(name, standard instanceof ModelDefault ? standard.make() : standard)
  }
  return true
}

/** Parses a saved document: a document's JSON, or Python's json_item around it. @throws SerializationError for anything else */
export function parseDocumentJson(saved: unknown): DocumentJson {
  const json: unknown = typeof saved === "string" ? parseText(saved) : saved
  const doc = isRecord(json) && isRecord(json["doc"]) ? json["doc"] : json
  if (!isRecord(doc)) throw new SerializationError("a saved document must be an object")
  const { title = "", roots, defs } = doc
  if (typeof title !== "string") throw new SerializationError("'title' must be a string", "doc")
  if (!isList(roots)) throw new SerializationError("'roots' must be a list", "doc")
  const { config, callbacks } = doc
  return { title, roots, config, callbacks, ...(isList(defs) && { defs }) }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SerializationError("a saved document must be JSON", "", { cause })
  }
}

function asModel(value: unknown, index: number): HasProps {
  if (value instanceof HasProps) return value
  throw new SerializationError("a root must be a model", `doc.roots[${index}]`)
}

/** @throws SerializationError for anything but lists of models by name */
export function asCallbacks(value: unknown): JsCallbacks {
  if (isCallbacks(value)) return value
  throw new SerializationError("must be lists of callbacks by the event's name", "doc.callbacks")
}

function isCallbacks(value: unknown): value is JsCallbacks {
  if (!isRecord(value)) return false
  return Object.values(value).every(
    (models) => isList(models) && models.every((model) => model instanceof HasProps),
  )
}
