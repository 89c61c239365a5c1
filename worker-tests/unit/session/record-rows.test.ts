// Records stored in rows of one table, read back where some rows are missing.

import { describe, expect, it } from "vitest"

import { type RecordRow, recordsIn, rowIdOf } from "../../../src/session/record-rows.ts"
import { encodeRecord } from "../../../src/session/record.ts"

const PART_BYTES = 40

/** The rows of records whose contents are their numbers; each record has several rows. */
function rowsOf(...seqs: readonly number[]): readonly RecordRow[] {
  return seqs.flatMap((seq) => {
    const buffers = [{ id: "b", data: new Uint8Array(60) }]
    const parts = [...encodeRecord({ json: `${seq}`, buffers }, PART_BYTES)]
    return parts.map(({ buffer: data }, i) => ({ id: rowIdOf(seq) + i, data }))
  })
}

/** The number of each record with its content, or the reason why it has none. */
function read(rows: readonly RecordRow[], first = 0, maxBytes = Infinity): readonly unknown[] {
  const records = [...recordsIn(rows.values(), first, maxBytes)]
  return records.map(({ seq, record }) => [seq, record.damage ?? record.content])
}

const SHORT = "Error: the record does not have the size that its header says"
const GONE = [undefined, "it is not there any more"]

describe("records stored in rows", () => {
  it("are read in order, each from all of its rows", () => {
    expect(rowsOf(0, 1, 2).length).toBeGreaterThan(6)
    expect(read(rowsOf(0, 1, 2))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
    expect(read([])).toEqual([])
  })

  it("report gaps before and between them where others are missing", () => {
    expect(read(rowsOf(2, 3, 5), 1)).toEqual([GONE, [2, 2], [3, 3], GONE, [5, 5]])
  })

  it.each([0, 1, 2])("lose only one record when its row %i is missing", (missing) => {
    const rows = rowsOf(0, 1, 2).filter(({ id }) => id !== rowIdOf(1) + missing)
    const [before, damaged, after] = read(rows)
    expect([before, after]).toEqual([
      [0, 0],
      [2, 2],
    ])
    expect(damaged).toEqual([1, SHORT])
  })

  it("reject a length that is larger than possible", () => {
    expect(read(rowsOf(0), 0, PART_BYTES)).toEqual([[0, SHORT]])
  })
})
