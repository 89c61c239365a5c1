// What a session stores, as bytes: a JSON text and the buffers that it refers to. Records are written and read by the
// part: a large document is never in memory a second time.

import { FormatError } from "../util/format-error.ts"

/** A JSON text with its buffers, ready to be stored. */
export interface EncodedRecord {
  readonly json: string
  readonly buffers: readonly { readonly id: string; readonly data: Uint8Array }[]
}

/** The same, read back. */
export interface StoredRecord {
  readonly content: unknown
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}

/** The one format there is. Records without a number are of this one. */
const FORMAT = 1

interface Head {
  readonly format?: unknown
  readonly content: unknown
  readonly buffers: readonly (readonly [id: string, byteLength: number])[]
}

/** `[length of the head as uint32, little endian][the head, JSON][the buffers, one after the other]`, in parts. */
export function* encodeRecord(
  { json, buffers }: EncodedRecord,
  maxPartBytes: number,
): Iterable<Uint8Array<ArrayBuffer>> {
  const sizes = JSON.stringify(buffers.map(({ id, data }) => [id, data.byteLength]))
  const head = new TextEncoder().encode(`{"format":${FORMAT},"buffers":${sizes},"content":${json}}`)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, head.byteLength, true)
  const pieces = [length, head, ...buffers.map(({ data }) => data)]
  let left = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  let part = new Uint8Array(Math.min(left, maxPartBytes))
  let used = 0
  for (const piece of pieces) {
    for (let rest = piece; rest.byteLength > 0;) {
      const fits = rest.subarray(0, part.byteLength - used)
      part.set(fits, used)
      used += fits.byteLength
      rest = rest.subarray(fits.byteLength)
      if (used < part.byteLength) continue
      yield part
      left -= used
      part = new Uint8Array(Math.min(left, maxPartBytes))
      used = 0
    }
  }
}

/** The same in one part. */
export function encodeWholeRecord(record: EncodedRecord): Uint8Array<ArrayBuffer> {
  const [whole = new Uint8Array()] = encodeRecord(record, Infinity)
  return whole
}

/** The parts are read to their end. @throws FormatError for a record that a newer version wrote */
export function parseRecord(parts: Iterable<Uint8Array<ArrayBuffer>>): StoredRecord {
  const reader = new PartsReader(parts)
  const length = new DataView(reader.take(4)).getUint32(0, true)
  const text = new TextDecoder().decode(reader.take(length))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by encodeRecord, never from outside
  const head = JSON.parse(text) as Head
  if ((head.format ?? FORMAT) !== FORMAT) throw new FormatError("a record", head.format, FORMAT)
  const buffers = new Map(head.buffers.map(([id, size]) => [id, reader.take(size)]))
  reader.end()
  return { content: head.content, buffers }
}

class PartsReader {
  readonly #parts: Iterator<Uint8Array<ArrayBuffer>, unknown>
  #rest = new Uint8Array()

  constructor(parts: Iterable<Uint8Array<ArrayBuffer>>) {
    this.#parts = parts[Symbol.iterator]()
  }

  /** The next bytes, in a buffer of their own. */
  take(byteLength: number): ArrayBuffer {
    const bytes = new Uint8Array(byteLength)
    for (let used = 0; used < byteLength;) {
      if (this.#rest.byteLength === 0) this.#next()
      const fits = this.#rest.subarray(0, byteLength - used)
      bytes.set(fits, used)
      used += fits.byteLength
      this.#rest = this.#rest.subarray(fits.byteLength)
    }
    return bytes.buffer
  }

  end(): void {
    if (this.#parts.next().done !== true)
      throw new Error("the record is longer than its header says")
  }

  #next(): void {
    const next = this.#parts.next()
    if (next.done === true) throw new Error("the record is shorter than its header says")
    this.#rest = next.value
  }
}
