// A session's patches to a window, in a form that can be passed into a page.

import type { RawMessage } from "../../src/protocol/frames.ts"
import { isRecord } from "../../src/util/record.ts"

export interface SentPatch {
  readonly content: object
  /** The buffers' bytes in base64, by id. */
  readonly buffers: readonly (readonly [string, string])[]
}

export function sentPatch({ content, buffers }: RawMessage): SentPatch {
  const bytes = [...buffers].map(
    ([id, data]) => [id, Buffer.from(data).toString("base64")] as const,
  )
  return { content: isRecord(content) ? content : {}, buffers: bytes }
}
