// One journal entry as bytes: a JSON text and the buffers behind it.

import type { EncodedEvents } from "../document/create-patch.ts"

/** A turn's events, ready to be applied again. */
export interface JournalRecord {
  readonly events: readonly unknown[]
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}

interface Header {
  readonly events: readonly unknown[]
  readonly buffers: readonly (readonly [id: string, byteLength: number])[]
}

/** `[length of the JSON text as uint32, little endian][the text][the buffers, one after the other]` */
export function encodeRecord({ events, buffers }: EncodedEvents): Uint8Array<ArrayBuffer> {
  const sizes = JSON.stringify(buffers.map(({ id, data }) => [id, data.byteLength]))
  const text = new TextEncoder().encode(`{"buffers":${sizes},"events":[${events.join(",")}]}`)
  const total = buffers.reduce((sum, { data }) => sum + data.byteLength, 4 + text.byteLength)
  const bytes = new Uint8Array(total)
  new DataView(bytes.buffer).setUint32(0, text.byteLength, true)
  bytes.set(text, 4)
  let offset = 4 + text.byteLength
  for (const { data } of buffers) {
    bytes.set(data, offset)
    offset += data.byteLength
  }
  return bytes
}

export function parseRecord(bytes: Uint8Array<ArrayBuffer>): JournalRecord {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by encodeRecord, never from outside
  const header = JSON.parse(text) as Header
  let offset = 4 + length
  const buffers = new Map<string, ArrayBuffer>()
  for (const [id, size] of header.buffers) {
    buffers.set(id, bytes.slice(offset, offset + size).buffer)
    offset += size
  }
  return { events: header.events, buffers }
}
