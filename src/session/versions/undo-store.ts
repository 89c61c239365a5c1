// Undo steps as they are stored: each person's newest steps, so that they survive the session's memory. Models are named by
// their ids. A step with a model that has left the document ends the stored steps of its person.

import { type Document, internalsOf } from "../../document/document.ts"
import { isColumns } from "../../model/column.ts"
import { contentHash } from "../../model/content-hash.ts"
import { HasProps, stateOf } from "../../model/has-props.ts"
import { Decoder } from "../../serialization/decode.ts"
import { Encoder } from "../../serialization/encode.ts"
import { SerializationError } from "../../serialization/serialization-error.ts"
import { fieldsOf, isRecord } from "../../util/record.ts"
import type { EncodedRecord, StoredRecord } from "../record.ts"
import { type Entries, type Entry, keyOf, type Target, valueOf } from "./undo-step.ts"
import { areSameColumns, ColumnsOnceSeen, weightOf } from "./undo-values.ts"

/** Steps of one person, the newest last. */
export interface Steps {
  readonly who: string
  readonly done: readonly Entries[]
  readonly undone: readonly Entries[]
}

/** The limit of all stored steps together. */
const MAX_BYTES = 256 * 1024

/** What is stored beside the steps. */
interface Beside {
  /** The version of the code that has built the document. */
  readonly version: string | undefined
  /** The names of those who have changed something since the last version of the document. */
  readonly by: readonly string[]
}

/** @param people the person who acted last comes first */
export function encodeSteps(
  document: Document,
  people: readonly Steps[],
  beside: Beside,
): EncodedRecord {
  const writer = new Writer(document)
  const rows = people.map(({ who, done, undone }) => [who, writer.rows(done), writer.rows(undone)])
  return { json: JSON.stringify({ ...beside, people: rows }), buffers: writer.buffers }
}

class Writer {
  readonly #document: Document
  readonly #encoder: Encoder
  #left = MAX_BYTES

  constructor(document: Document) {
    this.#document = document
    const { graph } = internalsOf(document)
    const describe = (value: object) => {
      if (!(value instanceof HasProps)) return undefined
      const { id = "", schema } = stateOf(value)
      if (graph.find(id) !== value) throw new SerializationError(`a ${schema.type} has gone`)
      return { id, type: schema.type, attributes: [] }
    }
    this.#encoder = new Encoder({ source: { describe, isKnown: () => true } })
  }

  get buffers(): EncodedRecord["buffers"] {
    return this.#encoder.buffers
  }

  /** From the newest step back, to the first that cannot be written or has no room. */
  rows(steps: readonly Entries[]): readonly unknown[] {
    const rows: unknown[] = []
    const found = new Map<string, unknown>()
    for (const step of steps.toReversed()) {
      const row = this.#rowOf(step, found)
      if (row === undefined) break
      rows.unshift(row)
    }
    return rows
  }

  /** @param found the value that the step will find in each place, after the newer steps are undone */
  #rowOf(step: Entries, found: Map<string, unknown>): unknown {
    const weights = [...step.values()].map(({ before }) => weightOf(before))
    if (weights.reduce((sum, weight) => sum + weight, 0) > this.#left) return undefined
    const bufferBytes = this.#bufferBytes
    try {
      const row = [...step].map(([key, entry]) => this.#entry(entry, found.get(key)))
      for (const [key, { before }] of step) found.set(key, before)
      this.#left -= JSON.stringify(row).length + this.#bufferBytes - bufferBytes
      return this.#left < 0 ? undefined : row
    } catch {
      return undefined // it names a model that is gone
    }
  }

  get #bufferBytes(): number {
    return this.#encoder.buffers.reduce((sum, { data }) => sum + data.byteLength, 0)
  }

  #entry({ target, before, after, wasVisitors }: Entry, found: unknown): unknown {
    const place = target.kind === "property" ? this.#place(target) : target.kind
    const now = found ?? valueOf(this.#document, target)
    return [place, this.#encoder.encode(before), this.#after(after, now), wasVisitors]
  }

  #place({ model, attr }: Extract<Target, { kind: "property" }>): unknown {
    return [this.#encoder.encode(model), model.type, attr]
  }

  /** For columns, a hash, by which a later session can tell that nobody has written to them since. */
  #after(after: unknown, now: unknown): unknown {
    if (after instanceof ColumnsOnceSeen) return { hash: after.hash }
    if (!isColumns(after)) return { value: this.#encoder.encode(after) }
    const isAsLeft = isColumns(now) && areSameColumns(now, after)
    return { hash: isAsLeft ? contentHash(now) : null }
  }
}

/** The stored steps, if the same code stored them. Steps that can no longer be read are left out. */
export function decodeSteps(
  document: Document,
  { content, buffers }: StoredRecord,
  version: string | undefined,
): readonly Steps[] {
  const { version: of, people } = fieldsOf(content)
  if (of !== version || !Array.isArray(people)) return []
  const reader = new Reader(document, buffers)
  return people.flatMap((row: unknown) => {
    const [who, done, undone] = listIn(row)
    return typeof who === "string"
      ? [{ who, done: reader.steps(done), undone: reader.steps(undone) }]
      : []
  })
}

export function namesIn({ content }: StoredRecord): readonly string[] {
  return listIn(fieldsOf(content)["by"]).filter((name) => typeof name === "string")
}

class Reader {
  readonly #decoder: Decoder<HasProps>

  constructor(document: Document, buffers: StoredRecord["buffers"]) {
    const { graph } = internalsOf(document)
    const find = (id: string) => graph.find(id)
    const resolver = { find, create: refuseModel, initialize: () => undefined }
    this.#decoder = new Decoder({ buffers, resolver })
  }

  /** From the newest step back, to the first that cannot be read. */
  steps(rows: unknown): readonly Entries[] {
    const steps: Entries[] = []
    for (const row of listIn(rows).toReversed()) {
      const step = this.#step(row)
      if (step === undefined) break
      steps.unshift(step)
    }
    return steps
  }

  #step(row: unknown): Entries | undefined {
    try {
      const entries = listIn(row).map((entry) => this.#entry(listIn(entry)))
      return new Map(entries.map((entry) => [keyOf(entry.target), entry]))
    } catch {
      return undefined // its model no longer exists
    }
  }

  #entry([place, before, after, wasVisitors]: readonly unknown[]): Entry {
    return {
      target: this.#target(place),
      before: this.#decoder.decode(before),
      after: this.#after(after),
      wasVisitors: wasVisitors === true,
    }
  }

  #target(place: unknown): Target {
    if (place === "title" || place === "roots") return { kind: place }
    const [reference, type, attr] = listIn(place)
    const model = this.#decoder.decode(reference)
    if (!(model instanceof HasProps) || model.type !== type || typeof attr !== "string") {
      throw new SerializationError("another model has the place")
    }
    return { kind: "property", model, attr }
  }

  #after(after: unknown): unknown {
    if (!isRecord(after)) throw new SerializationError("a step does not say what it left")
    const { hash, value } = after
    return hash === undefined
      ? this.#decoder.decode(value)
      : new ColumnsOnceSeen(typeof hash === "number" ? hash : null)
  }
}

function refuseModel(type: string): never {
  throw new SerializationError(`a ${type} stands inside a step`)
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
