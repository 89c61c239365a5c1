import { ColumnDataSource, figure } from "bokeh-edge"
import { describe, expect, it } from "vitest"

describe("a source accepts", () => {
  it("rows of objects, and returns them", () => {
    const rows = [
      { x: 1, name: "a" },
      { x: 2, name: "b" },
    ]
    const source = new ColumnDataSource({ data: rows })
    const numbers: readonly number[] = source.data.x
    expect([numbers, source.data["name"]]).toEqual([
      [1, 2],
      ["a", "b"],
    ])
    const [first] = source.to_records()
    expect(first?.name.toUpperCase()).toBe("A")
    expect(source.to_records()).toEqual(rows)
    source.stream([{ x: 3, name: "c" }], { rollover: 2 })
    expect(source.to_records()).toEqual([rows[1], { x: 3, name: "c" }])
    source.data = [{ x: 1 }, { x: 2, y: 5 }]
    expect(source.data).toEqual({ x: [1, 2], y: [null, 5] })
  })

  it("integers of 64 bits, as doubles", () => {
    const source = new ColumnDataSource({ data: { x: BigInt64Array.of(1n, 2n), y: [1, 2] } })
    expect(source.data.x).toEqual(Float64Array.of(1, 2))
  })

  it("a Map of columns", () => {
    const data = new Map([["x", [1, 2]]])
    expect(new ColumnDataSource({ data }).data["x"]).toEqual([1, 2])
  })

  it("a Map whose keys are numbers, such as years, as an object with these keys", () => {
    const data = new Map<unknown, number[]>([
      ["x", [1]],
      [2015, [2]],
    ]) as ReadonlyMap<string, number[]>
    const { column_names } = new ColumnDataSource({ data })
    expect(column_names).toEqual(["x", "2015"])
  })
})

it("a glyph method accepts tables, too", () => {
  const r = figure().scatter("x", "y", { source: [{ x: 1, y: 2 }] })
  const first: number | undefined = r.data_source.data.x[0]
  expect(first).toBe(1)
})
