// Records as rows of one table. A long record has several rows, whose ids identify the record and their order.

import { damagedRecord, readRecord, type StoredRecord } from "./record.ts"

/** A record's rows have ids from its number times this. */
const MAX_ROWS = 1 << 16

export type RecordRow = { readonly id: number; readonly data: ArrayBuffer }

export interface NumberedRecord {
  /** Undefined for a record that no longer exists. */
  readonly seq: number | undefined
  readonly record: StoredRecord
}

/** The id of a record's first row. */
export function rowIdOf(seq: number): number {
  return seq * MAX_ROWS
}

export function seqOf(rowId: number): number {
  return Math.floor(rowId / MAX_ROWS)
}

/** @param first the number of the expected first record @param maxBytes of all records together */
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
