// The number of frames in a packed message, before it is unpacked: a frame takes more memory than its bytes. Source:
// PROTOCOL.md F4

const LINE = "\n"
const LINE_BYTE = 10
const LENGTH_BYTES = 4

export function hasMoreFrames(packed: string | ArrayBuffer, max: number): boolean {
  const find = breaksIn(packed)
  let breaks = 0
  for (let at = find(0); at >= 0 && breaks <= max; at = find(at + 1)) breaks++
  const isEnded = typeof packed === "string" && packed.endsWith(LINE)
  return breaks + (isEnded ? 0 : 1) > max
}

/** Finds the next line break; in a binary message, only among its lines. */
function breaksIn(packed: string | ArrayBuffer): (from: number) => number {
  if (typeof packed === "string") return (from) => packed.indexOf(LINE, from)
  const lines = new Uint8Array(packed).subarray(LENGTH_BYTES, endOfLines(packed))
  return (from) => lines.indexOf(LINE_BYTE, from)
}

function endOfLines(packed: ArrayBuffer): number {
  if (packed.byteLength < LENGTH_BYTES) return 0
  return LENGTH_BYTES + new DataView(packed).getUint32(0, true)
}
