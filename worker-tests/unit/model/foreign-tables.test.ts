// Sources made from real tables of Apache Arrow and arquero.

import {
  makeVector,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow"
import { Table as ArrowTable, TimestampMillisecond, Utf8, Dictionary, Int32 } from "apache-arrow"
import { desc, op, table } from "arquero"
import { ColumnDataSource, figure } from "bokeh-edge"
import { describe, expect, it } from "vitest"

describe("a table of Apache Arrow", () => {
  it("is read without a copy of its numbers, from the same memory", () => {
    const x = Float64Array.of(1, 2, 3)
    const { data } = new ColumnDataSource({ data: new ArrowTable({ x: makeVector(x) }) })
    const column = data["x"]
    expect(column).toBeInstanceOf(Float64Array)
    expect(ArrayBuffer.isView(column) && column.buffer).toBe(x.buffer)
  })

  it("is read from a file in its own format", () => {
    const written = tableFromArrays({ n: Int32Array.of(4, 5), name: ["a", "b"] })
    const source = new ColumnDataSource({ data: tableFromIPC(tableToIPC(written)) })
    expect(source.data).toEqual({ n: Int32Array.of(4, 5), name: ["a", "b"] })
    expect(source.to_records()).toEqual([
      { n: 4, name: "a" },
      { n: 5, name: "b" },
    ])
  })

  it("can have integers of 64 bits, gaps, times, and strings of a dictionary", () => {
    const day = Date.UTC(2024, 0, 1)
    const data = new ArrowTable({
      id: vectorFromArray([7n, 8n]),
      gap: vectorFromArray([1.5, null]),
      day: vectorFromArray([new Date(day), new Date(day + 86_400_000)], new TimestampMillisecond()),
      kind: vectorFromArray(["a", "b"], new Dictionary(new Utf8(), new Int32())),
    })
    expect(new ColumnDataSource({ data }).data).toEqual({
      id: Float64Array.of(7, 8),
      gap: [1.5, null],
      day: [day, day + 86_400_000],
      kind: ["a", "b"],
    })
  })

  it("in several batches becomes one column", () => {
    const one = tableFromArrays({ x: Float64Array.of(1, 2) })
    const two = tableFromArrays({ x: Float64Array.of(3) })
    const { data } = new ColumnDataSource({ data: one.concat(two) })
    expect(data).toEqual({ x: Float64Array.of(1, 2, 3) })
  })
})

describe("a table of arquero", () => {
  const cars = table({
    maker: ["a", "b", "a", "c"],
    power: Float64Array.of(100, 80, 120, 60),
  })

  it("is read without a copy of its own columns", () => {
    const power = Float64Array.of(1, 2)
    const { data } = new ColumnDataSource({ data: table({ power }) })
    expect(data["power"]).toBe(power)
  })

  it("that is filtered, ordered, grouped and rolled up is read as it shows", () => {
    const strong = cars.filter((row: { power: number }) => row.power > 70).orderby(desc("power"))
    const { data } = new ColumnDataSource({ data: strong })
    expect([data["maker"], Array.from(data["power"] ?? [])]).toEqual([
      ["a", "a", "b"],
      [120, 100, 80],
    ])
    const means = cars.groupby("maker").rollup({ power: op.mean("power") })
    expect(new ColumnDataSource({ data: means }).data).toEqual({
      maker: ["a", "b", "c"],
      power: [110, 80, 60],
    })
    const renderer = figure().vbar({ source: means, x: "maker", top: "power", width: 1 })
    expect(renderer.data_source.column_names).toEqual(["maker", "power"])
  })
})
