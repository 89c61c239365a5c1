// Buffers that one message named more than once. In memory each is one buffer, so it is written once. An app's own array in
// two places is written twice, because BokehJS patches columns in place, and would patch both.

const shared = new WeakSet<ArrayBufferLike>()

export function noteShared(buffer: ArrayBuffer): void {
  shared.add(buffer)
}

/** True if the view covers all of such a buffer. */
export function isShared({ buffer, byteLength }: Uint8Array): boolean {
  return shared.has(buffer) && byteLength === buffer.byteLength
}
