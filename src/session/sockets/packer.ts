// Packs what a turn sends into one websocket message; what many sockets are sent alike is packed once.

import type { OutFrame } from "../../protocol/frames.ts"
import { packFrames } from "../../protocol/packed-frames.ts"
import { sameItems } from "../../util/same-items.ts"

/** More goes as it is: it would be copied. */
const MAX_PACKED = 1 << 20

export class Packer {
  #last: { readonly frames: readonly OutFrame[]; readonly packed: OutFrame } | undefined

  /** @returns what to send, in this order */
  pack(frames: readonly OutFrame[]): readonly OutFrame[] {
    const size = frames.reduce((sum, { length }) => sum + length, 0)
    if (size > MAX_PACKED || frames.length === 0) return frames
    if (this.#last === undefined || !sameItems(this.#last.frames, frames)) {
      this.#last = { frames, packed: packFrames(frames) }
    }
    return [this.#last.packed]
  }
}
