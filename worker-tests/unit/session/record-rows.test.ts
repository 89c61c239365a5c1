// Records in rows of one table, read back where some rows are missing.

import { describe, expect, it } from "vitest"

import { type RecordRow, recordsIn, rowIdOf } from "../../../src/session/record-rows.ts"
import { encodeRecord } from "../../../src/session/record.ts"

const PART_BYTES = 40

/** The rows of records whose contents are their numbers; each has several. */
function rowsOf(...seqs: readonly number[]): readonly RecordRow[] {
  return seqs.flatMap((seq) => {
    const buffers = [{ id: "b", data: new Uint8Array(60) }]
    const parts = [...encodeRecord({ json: `${seq}`, buffers }, PART_BYTES)]
    return parts.map(({ buffer: data }, i) => ({ id: rowIdOf(seq) + i, data }))
  })
}

/** Of each record its number with what it has, or why it has nothing. */
function read(rows: readonly RecordRow[], first = 0, maxBytes = Infinity): readonly unknown[] {
  const records = [...recordsIn(rows.values(), first, maxBytes)]
  return records.map(({ seq, record }) => [seq, record.damage ?? record.content])
}

const SHORT = "Error: the record is shorter than its header says"
const GONE = [undefined, "it is not there any more"]

describe("records in rows", () => {
  it("come in order, each from all of its rows", () => {
    expect(rowsOf(0, 1, 2).length).toBeGreaterThan(6)
    expect(read(rowsOf(0, 1, 2))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
    expect(read([])).toEqual([])
  })

  it("tell where others have been, before them and between", () => {
    expect(read(rowsOf(2, 3, 5), 1)).toEqual([GONE, [2, 2], [3, 3], GONE, [5, 5]])
  })

  it.each([0, 1, 2])("lose one alone where its row %i is missing", (missing) => {
    const rows = rowsOf(0, 1, 2).filter(({ id }) => id !== rowIdOf(1) + missing)
    const [before, damaged, after] = read(rows)
    expect([before, after]).toEqual([
      [0, 0],
      [2, 2],
    ])
    expect(damaged).toEqual([1, SHORT])
  })

  it("take no length that says more than there can be", () => {
    expect(read(rowsOf(0), 0, PART_BYTES)).toEqual([[0, SHORT]])
  })
})
