// Packs what a turn sends into one websocket message; what many sockets are sent alike is packed once.

import type { OutFrame } from "../../protocol/frames.ts"
import { packFrames } from "../../protocol/packed-frames.ts"

/** More goes as it is: it would be copied. */
const MAX_PACKED = 1 << 20

export class Packer {
  #last: { readonly frames: readonly OutFrame[]; readonly packed: OutFrame } | undefined

  /** @returns what to send, in this order */
  pack(frames: readonly OutFrame[]): readonly OutFrame[] {
    const size = frames.reduce((sum, { length }) => sum + length, 0)
    if (size > MAX_PACKED || frames.length === 0) return frames
    if (this.#last === undefined || !isSame(this.#last.frames, frames)) {
      this.#last = { frames, packed: packFrames(frames) }
    }
    return [this.#last.packed]
  }
}

function isSame(a: readonly OutFrame[], b: readonly OutFrame[]): boolean {
  return a.length === b.length && a.every((frame, i) => frame === b[i])
}
