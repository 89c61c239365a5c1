// Keeps changes that have no place in what the app builds now. After a rollback, or in a later version, they may have one
// again.

import type { Document } from "../document/document.ts"
import { type Chosen, encodeSome } from "../document/store-document.ts"
import { fieldsOf } from "../util/record.ts"
import { bytesOf, type EncodedRecord, type StoredRecord } from "./record.ts"

/** Above this, the oldest changes are removed. */
const MAX_BYTES = 1 << 20
const MAX_UNITS = 10

/** The changes of one version that had no place. */
export interface UnplacedUnit {
  readonly document: Document
  readonly version: string | undefined
  readonly chosen: readonly Chosen[]
}

/** The units as one record, newest first; undefined when there are none. */
export function encodeUnplaced(units: readonly UnplacedUnit[]): EncodedRecord | undefined {
  const encoded: EncodedRecord[] = []
  let byteLength = 0
  for (const { document, version, chosen } of units.slice(0, MAX_UNITS)) {
    if (chosen.length === 0) continue
    const unit = encodeSome(document, version, chosen)
    byteLength += bytesOf(unit)
    if (byteLength > MAX_BYTES) break
    encoded.push(unit)
  }
  return encoded.length === 0 ? undefined : together(encoded)
}

/** The units, each as a session that has stored nothing else. */
export function unitsIn(
  record: StoredRecord | undefined,
): readonly { readonly base: StoredRecord; readonly checkpoint: StoredRecord }[] {
  const { units } = fieldsOf(record?.content)
  if (record === undefined || !Array.isArray(units)) return []
  return units.map((unit: unknown, i) => {
    const buffers = new Map(
      [...record.buffers].flatMap(([id, data]) => {
        const [index, own] = id.split(" ")
        return index === `${i}` && own !== undefined ? [[own, data] as const] : []
      }),
    )
    const { base, changes } = fieldsOf(unit)
    return { base: { content: base, buffers }, checkpoint: { content: changes, buffers } }
  })
}

function together(encoded: readonly EncodedRecord[]): EncodedRecord {
  return {
    json: `{"units":[${encoded.map(({ json }) => json).join(",")}]}`,
    buffers: encoded.flatMap(({ buffers }, i) =>
      buffers.map(({ id, data }) => ({ id: `${i} ${id}`, data })),
    ),
  }
}
