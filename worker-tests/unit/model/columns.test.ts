import { describe, expect, it } from "vitest"

import type { Patches } from "../../../src/model/column-patches.ts"
import type { Columns } from "../../../src/model/column.ts"
import { columnLength, ColumnWriter } from "../../../src/model/columns.ts"
import { NDArray, Slice } from "../../../src/serialization/values.ts"

describe("streaming into a source", () => {
  it("appends rows to plain and typed columns", () => {
    const columns: Columns = { a: ["x", "y"], b: Float64Array.of(1, 2) }
    const streamed = new ColumnWriter().stream(columns, { a: ["z"], b: [3] }, null)
    expect(streamed).toEqual({ a: ["x", "y", "z"], b: Float64Array.of(1, 2, 3) })
  })

  it("leaves the app's own arrays unchanged", () => {
    const own = { a: [1, 2], b: Float64Array.of(1, 2) }
    new ColumnWriter().stream(own, { a: [3], b: [3] }, 2)
    expect(own).toEqual({ a: [1, 2], b: Float64Array.of(1, 2) })
  })

  it("writes after the existing data: a long stream moves the data only a few times", () => {
    const writer = new ColumnWriter()
    const buffers = new Set<ArrayBuffer>()
    let columns: Columns = { a: new Float64Array(1000) }
    for (let i = 0; i < 5000; i++) {
      columns = writer.stream(columns, { a: [i] }, null)
      if (columns["a"] instanceof Float64Array) buffers.add(columns["a"].buffer)
    }
    expect(columnLength(columns, "test")).toBe(6000)
    expect(columns["a"]).toHaveProperty("5999", 4999)
    expect(buffers.size).toBeLessThan(5)
  })

  it("drops the oldest rows beyond the rollover", () => {
    const writer = new ColumnWriter()
    let columns: Columns = { a: [1, 2, 3], b: Int32Array.of(1, 2, 3) }
    for (const n of [4, 5]) columns = writer.stream(columns, { a: [n], b: [n] }, 3)
    expect(columns).toEqual({ a: [3, 4, 5], b: Int32Array.of(3, 4, 5) })
  })

  it("grows arrays of more dimensions along the first", () => {
    const image = new NDArray(Uint8Array.of(1, 2, 3, 4), [2, 2], "uint8")
    const row = new NDArray(Uint8Array.of(5, 6), [1, 2], "uint8")
    const streamed = new ColumnWriter().stream({ image }, { image: row }, 2)
    expect(streamed).toEqual({ image: new NDArray(Uint8Array.of(3, 4, 5, 6), [2, 2], "uint8") })
  })

  it("takes the type of the first rows for an empty column", () => {
    const streamed = new ColumnWriter().stream({ a: [] }, { a: Float32Array.of(1) }, null)
    expect(streamed).toEqual({ a: Float32Array.of(1) })
  })

  const refused: readonly (readonly [string, Columns, number | null, RegExp])[] = [
    ["a missing column", { a: [1] }, null, /missing: b/],
    ["an extra column", { a: [1], b: [1], c: [1] }, null, /extra: c/],
    ["columns of different lengths", { a: [1], b: [1, 2] }, null, /'a' has 1, 'b' has 2/],
    ["a negative rollover", { a: [1], b: [1] }, -1, /rollover/],
    ["a rollover that is not a count", { a: [1], b: [1] }, 1.5, /rollover/],
  ]
  it.each(refused)("rejects %s", (_name, rows, rollover, message) => {
    expect(() => new ColumnWriter().stream({ a: [1], b: [2] }, rows, rollover)).toThrow(message)
  })
})

describe("patching a source", () => {
  it("replaces cells, slices and parts of cells", () => {
    const columns: Columns = { a: [1, 2, 3, 4], b: Float64Array.of(1, 2, 3, 4), c: [[1, 2, 3]] }
    const patched = new ColumnWriter().patch(columns, {
      a: [
        [0, 9],
        [new Slice(1, 4, 2), [7, 8]],
      ],
      b: [[new Slice(null, 2), [5, 6]]],
      c: [
        [
          [0, new Slice(1, 3)],
          [8, 9],
        ],
      ],
    })
    expect(patched).toEqual({ a: [9, 7, 3, 8], b: Float64Array.of(5, 6, 3, 4), c: [[1, 8, 9]] })
    expect(columns).toEqual({ a: [1, 2, 3, 4], b: Float64Array.of(1, 2, 3, 4), c: [[1, 2, 3]] })
  })

  it("replaces parts of an image by flat values in C order", () => {
    const image = new NDArray(new Float64Array(6), [2, 3], "float64")
    const patched = new ColumnWriter().patch(
      { image: [image] },
      {
        image: [
          [
            [0, 1, new Slice(0, 2)],
            [7, 8],
          ],
        ],
      },
    )
    expect(patched).toEqual({
      image: [new NDArray(Float64Array.of(0, 0, 0, 7, 8, 0), [2, 3], "float64")],
    })
  })

  it.each([
    ["an unknown column", { z: [[0, 1]] }, /no column 'z'/],
    ["a row that is not there", { a: [[2, 1]] }, /has 2 rows, index 2/],
    ["a negative row", { a: [[-1, 1]] }, /index -1/],
    ["a slice that goes backwards", { a: [[new Slice(1, 0, -1), []]] }, /positive step/],
    ["a slice with too few values", { a: [[new Slice(0, 2), [1]]] }, /needs 2 values/],
  ] as const)("rejects %s, and changes nothing", (_name, patches, message) => {
    const columns = { a: [1, 2] }
    expect(() => new ColumnWriter().patch(columns, { a: [[0, 5]], ...patches })).toThrow(message)
    expect(columns).toEqual({ a: [1, 2] })
  })

  it("changes an array of more dimensions by row, and inside a row", () => {
    const image = new NDArray(new Float64Array(4), [2, 2], "float64")
    const patched = new ColumnWriter().patch({ image }, { image: [[0, [1, 2]]] })
    const again = new ColumnWriter().patch(patched, { image: [[[1, 0], 3]] })
    expect(again).toEqual({ image: new NDArray(Float64Array.of(1, 2, 3, 0), [2, 2], "float64") })
  })

  const endless = new NDArray([], [9e15, 0], "object")
  it.each([
    ["a step of nothing", [[0, new Slice(0, 2, 0)], [1]], /positive step/],
    ["a step backwards", [[0, new Slice(0, 2, -1)], [1]], /positive step/],
    ["a cell that is not there", [[0, 4_000_000_000], 1], /has 3 rows, index 4000000000/],
    ["a cell that has no number", [[0, "x"], 1], /index of another kind/],
    ["too few values", [[0, new Slice()], [1]], /needs 3 values/],
    ["more dimensions than there are", [[0, 1, 1], 1], /must have 1 indices, got 2/],
    ["a row that is not an array", [[1, 0], 1], /row 1 of column 'a' is not an array/],
    ["an empty array that says it is long", [[2, new Slice()], []], /is empty/],
    ["an index that is a string", ["x", 1], /expects an index, a slice or a list/],
  ])("rejects inside a row: %s", (_name, change, message) => {
    const columns = { a: [[1, 2, 3], 5, endless] }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as a client may send it
    const patches = { a: [change] } as unknown as Patches
    expect(() => new ColumnWriter().patch(columns, patches)).toThrow(message)
    expect(columns.a[0]).toEqual([1, 2, 3])
  })

  it.each([
    [
      "a slice of an empty array that says it is long",
      [[new Slice(), [1]]],
      /needs 9000000000000000/,
    ],
    ["a row with too few values", [[0, [1]]], /has 0 values/],
  ] as const)("rejects %s", (_name, a, message) => {
    expect(() => new ColumnWriter().patch({ a: endless }, { a })).toThrow(message)
  })

  it("rejects to replace a row and patch inside it at the same time", () => {
    const patch = () =>
      new ColumnWriter().patch(
        { a: [[1], [2]] },
        {
          a: [
            [new Slice(1, 2), [[5]]],
            [[1, 0], 6],
          ],
        },
      )
    expect(patch).toThrow(/row 1 of column 'a' is replaced and patched inside/)
  })
})
