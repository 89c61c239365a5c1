// Records as rows of one table: a long one has several, and their ids say whose they are and in which order.

import { damagedRecord, readRecord, type StoredRecord } from "./record.ts"

/** A record's rows have ids from its number times this. */
const MAX_ROWS = 1 << 16

export type RecordRow = { readonly id: number; readonly data: ArrayBuffer }

export interface NumberedRecord {
  /** Undefined for one that is not there any more. */
  readonly seq: number | undefined
  readonly record: StoredRecord
}

/** Of a record's first row. */
export function rowIdOf(seq: number): number {
  return seq * MAX_ROWS
}

export function seqOf(rowId: number): number {
  return Math.floor(rowId / MAX_ROWS)
}

/** @param first the number of the one that has to come first @param maxBytes that all have together */
export function* recordsIn(
  rows: Iterator<RecordRow>,
  first: number,
  maxBytes: number,
): Iterable<NumberedRecord> {
  let row = rows.next()
  for (let seq = first; row.done !== true; seq++) {
    const found = seqOf(row.value.id)
    if (found > seq) yield { seq: undefined, record: damagedRecord("it is not there any more") }
    seq = found
    let id = rowIdOf(seq)
    function* parts(): Iterable<Uint8Array<ArrayBuffer>> {
      for (; row.done !== true && row.value.id === id; row = rows.next(), id++) {
        yield new Uint8Array(row.value.data)
      }
    }
    const record = readRecord(parts(), maxBytes)
    while (row.done !== true && row.value.id < rowIdOf(seq + 1)) row = rows.next()
    yield { seq, record }
  }
}
