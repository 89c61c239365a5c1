import { ColumnDataSource, figure } from "bokeh-edge"
import { describe, expect, it } from "vitest"

describe("a source takes", () => {
  it("rows of objects, and hands them back", () => {
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

  it("a table of Arrow's: numbers without gaps as they are, all else item by item", () => {
    const bytes = Float32Array.of(1, 2)
    const vector = (typeId: number, values: Iterable<unknown>, nullCount = 0) => ({
      type: { typeId },
      nullCount,
      toArray: () => values,
      *[Symbol.iterator]() {
        yield* values
      },
    })
    const children: Readonly<Record<string, ReturnType<typeof vector>>> = {
      x: vector(3, bytes),
      id: vector(2, BigInt64Array.of(7n, 8n)),
      gap: vector(3, [1, null], 1),
      name: vector(5, ["a", "b"]),
    }
    const table = {
      schema: { fields: Object.keys(children).map((name) => ({ name })) },
      getChild: (name: string) => children[name] ?? null,
    }
    const { data } = new ColumnDataSource({ data: table })
    expect(data["x"]).toBe(bytes)
    expect(data).toEqual({
      x: bytes,
      id: Float64Array.of(7, 8),
      gap: [1, null],
      name: ["a", "b"],
    })
  })

  it("a table of arquero's: its own columns, or those filtered and in order", () => {
    const x = Float64Array.of(1, 2, 3)
    const table = (isFiltered: boolean) => ({
      columnNames: () => ["x"],
      array: () => [3, 1],
      data: () => ({ x }),
      isFiltered: () => isFiltered,
      isOrdered: () => false,
    })
    expect(new ColumnDataSource({ data: table(false) }).data["x"]).toBe(x)
    expect(new ColumnDataSource({ data: table(true) }).data["x"]).toEqual([3, 1])
  })
})

it("a glyph method takes them, too", () => {
  const r = figure().scatter("x", "y", { source: [{ x: 1, y: 2 }] })
  const first: number | undefined = r.data_source.data.x[0]
  expect(first).toBe(1)
})
