// Packs what a turn sends into one websocket message. What many sockets get alike is packed only once.

import type { OutFrame } from "../../protocol/frames.ts"
import { packFrames } from "../../protocol/packed-frames.ts"
import { sameItems } from "../../util/same-items.ts"

/** Larger frames are sent unpacked, because packing copies them. */
const MAX_PACKED = 1 << 20

export class Packer {
  #last: { readonly frames: readonly OutFrame[]; readonly packed: OutFrame } | undefined

  /** @returns the frames to send, in this order */
  pack(frames: readonly OutFrame[]): readonly OutFrame[] {
    const size = frames.reduce((sum, { length }) => sum + length, 0)
    if (size > MAX_PACKED || frames.length === 0) return frames
    if (this.#last === undefined || !sameItems(this.#last.frames, frames)) {
      this.#last = { frames, packed: packFrames(frames) }
    }
    return [this.#last.packed]
  }
}
