// What a session stores, as bytes: a JSON text and the buffers that it refers to.

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

interface Head {
  readonly content: unknown
  readonly buffers: readonly (readonly [id: string, byteLength: number])[]
}

/** `[length of the head as uint32, little endian][the head, JSON][the buffers, one after the other]` */
export function encodeRecord({ json, buffers }: EncodedRecord): Uint8Array<ArrayBuffer> {
  const sizes = JSON.stringify(buffers.map(({ id, data }) => [id, data.byteLength]))
  const head = new TextEncoder().encode(`{"buffers":${sizes},"content":${json}}`)
  const total = buffers.reduce((sum, { data }) => sum + data.byteLength, 4 + head.byteLength)
  const bytes = new Uint8Array(total)
  new DataView(bytes.buffer).setUint32(0, head.byteLength, true)
  bytes.set(head, 4)
  let offset = 4 + head.byteLength
  for (const { data } of buffers) {
    bytes.set(data, offset)
    offset += data.byteLength
  }
  return bytes
}

export function parseRecord(bytes: Uint8Array<ArrayBuffer>): StoredRecord {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by encodeRecord, never from outside
  const head = JSON.parse(text) as Head
  let offset = 4 + length
  const buffers = new Map<string, ArrayBuffer>()
  for (const [id, size] of head.buffers) {
    buffers.set(id, bytes.slice(offset, offset + size).buffer)
    offset += size
  }
  return { content: head.content, buffers }
}
