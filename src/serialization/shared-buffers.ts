// Buffers that one message named more than once: in memory they are one, so they are written once, too. An app's own
// array that stands in two places is written twice, as BokehJS patches columns in place, and would patch both.

const shared = new WeakSet<ArrayBufferLike>()

export function noteShared(buffer: ArrayBuffer): void {
  shared.add(buffer)
}

/** True where the view is all of such a buffer. */
export function isShared({ buffer, byteLength }: Uint8Array): boolean {
  return shared.has(buffer) && byteLength === buffer.byteLength
}
