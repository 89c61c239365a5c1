// Several frames in one websocket message, between this server and its own pages, because each message costs a call, a task
// and a packet at both ends. Source: PROTOCOL.md F4

type Frame = string | Uint8Array

/** JSON.stringify writes no line breaks, and none of the server's frames is a bare number. */
const LINE = "\n"
const LENGTH = /^\d{1,9}$/
const LENGTH_BYTES = 4

/**
 * Text frames are lines. With binary frames, the format is: the length of the lines in 4 bytes (little-endian); the lines,
 * in which a number stands for a binary frame of that length; then the binary frames.
 */
export function packFrames(frames: readonly Frame[]): string | Uint8Array<ArrayBuffer> {
  const lines = frames.map((frame) => (typeof frame === "string" ? frame : `${frame.byteLength}`))
  const text = lines.join(LINE)
  const binary = frames.filter((frame) => typeof frame !== "string")
  if (binary.length === 0) return frames.length === 1 ? `${text}${LINE}` : text
  const head = new TextEncoder().encode(text)
  const begin = LENGTH_BYTES + head.byteLength
  const packed = new Uint8Array(binary.reduce((sum, { byteLength }) => sum + byteLength, begin))
  new DataView(packed.buffer).setUint32(0, head.byteLength, true)
  packed.set(head, LENGTH_BYTES)
  let offset = begin
  for (const frame of binary) {
    packed.set(frame, offset)
    offset += frame.byteLength
  }
  return packed
}

export function isPackedText(frame: string): boolean {
  return frame.includes(LINE)
}

export function unpackText(text: string): readonly string[] {
  const lines = text.split(LINE)
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines
}

/** @returns undefined when `packFrames` did not create it */
export function unpackBinary(packed: ArrayBuffer): readonly (string | ArrayBuffer)[] | undefined {
  if (packed.byteLength < LENGTH_BYTES) return undefined
  let offset = LENGTH_BYTES + new DataView(packed).getUint32(0, true)
  if (offset > packed.byteLength) return undefined
  const text = new TextDecoder().decode(new Uint8Array(packed, LENGTH_BYTES, offset - LENGTH_BYTES))
  const frames: (string | ArrayBuffer)[] = []
  for (const line of text.split(LINE)) {
    const length = LENGTH.test(line) ? Number(line) : undefined
    if (length === undefined) frames.push(line)
    else {
      frames.push(packed.slice(offset, offset + length))
      offset += length
    }
  }
  return offset === packed.byteLength ? frames : undefined
}
