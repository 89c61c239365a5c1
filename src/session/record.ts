// What a session stores, as bytes: a JSON text and its buffers. Records are written and read in parts, so that a large
// document is never in memory a second time.

import { errorText } from "../util/error-text.ts"
import { FormatError } from "../util/format-error.ts"
import { fieldsOf, isList } from "../util/record.ts"

/** A JSON text with its buffers, ready to be stored. */
export interface EncodedRecord {
  readonly json: string
  /** When somebody last changed the record's subject. */
  readonly atMs?: number | undefined
  readonly buffers: readonly { readonly id: string; readonly data: Uint8Array }[]
}

/** A record that was read back. */
export interface StoredRecord {
  /** Undefined if it cannot be read; `damage` says why. */
  readonly content: unknown
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
  readonly damage?: string
}

/** About its size as stored. */
export function bytesOf({ json, buffers }: EncodedRecord): number {
  return buffers.reduce((sum, { data }) => sum + data.byteLength, json.length)
}

/** Copies of the buffers, as they would be read back. */
export function buffersOf({ buffers }: Pick<EncodedRecord, "buffers">): StoredRecord["buffers"] {
  return new Map(buffers.map(({ id, data }) => [id, data.slice().buffer]))
}

/** The only format so far. Records without a number have this format. */
const FORMAT = 1

const ENCODER = new TextEncoder()

/** `[length of the head as uint32, little endian][the head, JSON][the buffers, one after the other]`, in parts. */
export function* encodeRecord(
  { json, atMs, buffers }: EncodedRecord,
  maxPartBytes: number,
): Generator<Uint8Array<ArrayBuffer>, undefined> {
  const sizes = JSON.stringify(buffers.map(({ id, data }) => [id, data.byteLength]))
  const at = atMs === undefined ? "" : `,"atMs":${Math.floor(atMs)}`
  const head = ENCODER.encode(
    `\0\0\0\0{"format":${FORMAT}${at},"buffers":${sizes},"content":${json}}`,
  )
  new DataView(head.buffer).setUint32(0, head.byteLength - 4, true)
  const pieces = [head, ...buffers.map(({ data }) => data)]
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

/** The record's `atMs`, from its first bytes, because the whole record may be large. */
export function changedAtMsIn(start: Uint8Array): number | undefined {
  const head = new TextDecoder().decode(start.subarray(4, HEAD_BYTES))
  const [, atMs] = /^\{"format":\d+,"atMs":(\d+),/.exec(head) ?? []
  return atMs === undefined ? undefined : Number(atMs)
}

/** A record's time is within its first bytes, this many. */
export const HEAD_BYTES = 64

/** The same as one part. */
export function encodeWholeRecord(record: EncodedRecord): Uint8Array<ArrayBuffer> {
  const [whole = new Uint8Array()] = encodeRecord(record, Infinity)
  return whole
}

/**
 * Reads the parts to their end. @param maxBytes of all parts together, so that a damaged length cannot request more
 * @throws FormatError for a record that a newer version wrote; Error for a damaged one
 */
export function parseRecord(
  parts: Iterable<Uint8Array<ArrayBuffer>>,
  maxBytes = Infinity,
): StoredRecord {
  const reader = new PartsReader(parts, maxBytes)
  const length = new DataView(reader.take(4)).getUint32(0, true)
  const head: unknown = JSON.parse(new TextDecoder().decode(reader.take(length)))
  const { format = FORMAT, content, buffers: sizes } = fieldsOf(head)
  if (format !== FORMAT) throw new FormatError("a record", format, FORMAT)
  if (!isSizes(sizes)) throw new Error(WRONG_SIZE)
  const buffers = new Map(sizes.map(([id, size]) => [id, reader.take(size)]))
  reader.end()
  return { content, buffers }
}

/** Like parseRecord, but returns a damaged record with the reason. */
export function readRecord(
  parts: Iterable<Uint8Array<ArrayBuffer>>,
  maxBytes = Infinity,
): StoredRecord {
  try {
    return parseRecord(parts, maxBytes)
  } catch (error) {
    return damagedRecord(errorText(error))
  }
}

export function damagedRecord(damage: string): StoredRecord {
  return { content: undefined, buffers: new Map(), damage }
}

function isSizes(sizes: unknown): sizes is readonly (readonly [id: string, size: number])[] {
  return (
    isList(sizes) &&
    sizes.every((entry) => {
      const [id, size] = isList(entry) ? entry : []
      return typeof id === "string" && Number.isSafeInteger(size) && Number(size) >= 0
    })
  )
}

const WRONG_SIZE = "the record does not have the size that its header says"

class PartsReader {
  readonly #parts: Iterator<Uint8Array<ArrayBuffer>, unknown>
  #rest = new Uint8Array()
  /** At most this many bytes have not been taken yet. */
  #left: number

  constructor(parts: Iterable<Uint8Array<ArrayBuffer>>, maxBytes: number) {
    this.#parts = parts[Symbol.iterator]()
    this.#left = maxBytes
  }

  /** The next bytes, in a buffer of their own. */
  take(byteLength: number): ArrayBuffer {
    this.#left -= byteLength
    if (this.#left < 0) throw new Error(WRONG_SIZE)
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
    if (this.#rest.byteLength > 0 || this.#parts.next().done !== true) throw new Error(WRONG_SIZE)
  }

  #next(): void {
    const next = this.#parts.next()
    if (next.done === true) throw new Error(WRONG_SIZE)
    this.#rest = next.value
  }
}
