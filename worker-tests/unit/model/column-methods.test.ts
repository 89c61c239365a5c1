import { execFileSync } from "node:child_process"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import type { Patches } from "../../../src/model/column-patches.ts"
import { AjaxDataSource, ColumnDataSource } from "../../../src/model/generated/models.ts"
import { ndarray } from "../../../src/model/ndarray.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { NDArray, Slice } from "../../../src/serialization/values.ts"
import { createSession, modelChanged } from "../../support/session.ts"

describe("columns of a source", () => {
  it("reject a patch at an index of another kind, with a clear error", () => {
    const source = new ColumnDataSource({ data: { x: [1, 2, 3] } })
    for (const index of [{ start: 1, stop: 3 }, "1:3", null]) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as untyped code may write a slice
      const patches = { x: [[index, [5, 6]]] } as unknown as Patches
      expect(() => source.patch(patches)).toThrow(/column 'x' expects an index, a slice or a list/)
    }
    expect(source.data["x"]).toEqual([1, 2, 3])
  })

  it("reject a patch with a value that can't be sent, and say where it is", () => {
    const source = new ColumnDataSource({ data: { x: [1, 2] } })
    const patch = () =>
      source.patch({
        x: [
          [0, 5],
          [1, { deep: () => 1 }],
        ],
      } as never)
    expect(patch).toThrow("ColumnDataSource.data: patch.x[1][1].deep: a function can't be sent")
    expect(source.data.x).toEqual([1, 2])
  })

  it.each<readonly [patches: unknown, got: string]>([
    [{ x: [0, 1] }, "[0,1]"],
    [{ x: [[0]] }, "a list"],
    [{ x: 5 }, "5"],
    [{ x: undefined }, "undefined"],
    [undefined, "undefined"],
  ])("reject the patch %j, which has no pairs, and say what they expect", (patches, got) => {
    const source = new ColumnDataSource({ data: { x: [1, 2] } })
    expect(() => source.patch(patches as never)).toThrow(
      `patch: expected [index, value] pairs for each column, got ${got}`,
    )
    expect(source.data.x).toEqual([1, 2])
  })

  it("can be lists of anything, typed arrays, arrays with a shape, ragged lists and images", () => {
    const image = ndarray(new Uint32Array(4), { shape: [2, 2] })
    const source = new ColumnDataSource({
      data: {
        plain: ["a", null],
        typed: Float32Array.of(1, 2),
        rows: ndarray([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        ragged: [[1], [1, 2]],
        image: [image, image],
        date: [new Date(0), new Date(1)],
      },
    })
    expect(source.column_names).toEqual(["plain", "typed", "rows", "ragged", "image", "date"])
    expect(source.length).toBe(2)
  })

  it("must have the same length, and the error lists the lengths", () => {
    const message =
      "ColumnDataSource.data: columns must have the same length, but 'x' has 2, 'y' has 3"
    const data = { x: [1, 2], y: [1, 2, 3] }
    expect(() => new ColumnDataSource({ data })).toThrow(message)
    const source = new ColumnDataSource({ data: { x: [1, 2] } })
    expect(() => source.add([1, 2, 3], "y")).toThrow(message)
    expect(() => source.update({ data })).toThrow(message)
    expect(source.data).toEqual({ x: [1, 2] })
  })

  it.each([
    [
      { x: [1], y: 5 },
      'ColumnDataSource.data["y"] must be an array, a typed array or ndarray(), got 5',
    ],
    [{ x: "text" }, 'ColumnDataSource.data["x"] must be'],
    [[1, 2], "ColumnDataSource.data must be an object of columns"],
  ])("reject %o", (data, message) => {
    expect(() => new ColumnDataSource({ data } as object)).toThrow(message)
  })

  it("are added, replaced and removed by name", () => {
    const source = new ColumnDataSource()
    expect([source.add([1, 2]), source.add([3, 4]), source.add([5, 6], "z")]).toEqual([
      "Series 0",
      "Series 1",
      "z",
    ])
    source.add([7, 8], "z")
    source.remove("Series 0")
    expect(source.data).toEqual({ "Series 1": [3, 4], z: [7, 8] })
    expect(source.add([0, 0])).toBe("Series 2")
    expect(() => source.remove("Serie 1")).toThrow("no column 'Serie 1', did you mean 'Series 1'?")
  })

  it("work in derived sources, too", () => {
    const source = new AjaxDataSource({ data_url: "/data", data: { x: [1] } })
    source.stream({ x: [2, 3] }, 2)
    source.patch({ x: [[0, 9]] })
    expect([source.data, source.column_names, source.length]).toEqual([{ x: [9, 3] }, ["x"], 2])
  })

  it("are accepted from a client as they are", () => {
    const source = new ColumnDataSource({ data: { x: [1], y: [1] } })
    const { patch, join: open, errors } = createSession((doc) => doc.add_root(source))
    patch(open(), modelChanged(source.id, "data", { type: "map", entries: [["x", [1, 2]]] }))
    expect([source.data, errors]).toEqual([{ x: [1, 2] }, []])
  })

  it("have a selection that notifies of its changes", () => {
    const source = new ColumnDataSource({ data: { x: [1, 2, 3] } })
    const seen: unknown[] = []
    source.selected.on_change("indices", (...args) => void seen.push(args))
    const { patch, join: open } = createSession((doc) => doc.add_root(source))
    patch(open(), modelChanged(source.selected.id, "indices", [0, 2]))
    expect(seen).toEqual([["indices", [], [0, 2]]])
  })

  it("hold dates in milliseconds, in whatever form they came, also after a session's sleep", () => {
    const day = (ms: number) => new Date(ms)
    const source = new ColumnDataSource({ data: { d: [day(0), null], xs: [[day(1)], [day(2)]] } })
    source.stream({ d: [day(3)], xs: [[day(4)]] })
    source.patch({ d: [[0, day(5)]], xs: [[new Slice(1, 3), [[day(6)], [day(7)]]]] })
    source.add([day(8), day(9), day(10)], "more")
    const [first, ...others]: (number | null)[] = source.data.d
    expect([first, ...others]).toEqual([5, null, 3])
    expect(source.data).toEqual({ d: [5, null, 3], xs: [[1], [6], [7]], more: [8, 9, 10] })
    const rows = new ColumnDataSource({ data: [{ at: day(1) }, { at: day(2) }] })
    expect(rows.data.at.map((at) => at.toFixed())).toEqual(["1", "2"])
    rows.data.at = rows.data.at.concat(3)
    expect(rows.data).toEqual({ at: [1, 2, 3] })
    expect(
      figure()
        .line([day(1)], [2])
        .data_source.data.x[0]?.toFixed(),
    ).toBe("1")
  })

  it("send a cell inside a row in a list, as BokehJS reads it", async () => {
    const typed = [Float64Array.of(1, 2), Float64Array.of(3, 4)]
    const image = [ndarray([1, 2, 3, 4], { shape: [2, 2], dtype: "float32" }), [5]]
    const source = new ColumnDataSource({ data: { typed, image, plain: [[1], [2]] } })
    const { join: open, settle } = createSession((doc) => doc.add_root(source))
    const peer = open()
    source.patch({ typed: [[[1, 0], 9]], image: [[[0, 0, 1], 8]], plain: [[0, 7]] })
    await settle()
    const entries = [
      ["typed", [[[1, 0], [9]]]],
      ["image", [[[0, 0, 1], [8]]]],
      ["plain", [[0, 7]]],
    ]
    expect(peer.takeEvents()).toMatchObject([{ patches: { type: "map", entries } }])
    expect(source.data.typed[1]).toEqual(Float64Array.of(9, 4))
  })

  it("send dates in milliseconds, and calendar days as UTC", () => {
    // Node has Temporal only behind a flag: the check runs in its own process.
    const script = join(import.meta.dirname, "../../support/encode-times.ts")
    const args = ["--harmony-temporal", "--disable-warning=ExperimentalWarning", script]
    expect(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }))).toEqual({
      Date: 1704067200000,
      Instant: 1704067200000,
      PlainDate: 1704067200000,
      PlainDateTime: 1704110400000,
      ZonedDateTime: 1704106800000,
      PlainTime: 43200500,
      Duration: 5400000,
    })
  })
})

describe("ndarray()", () => {
  it("takes shape and type from the values, or as given", () => {
    const made = [
      ndarray([
        [1, 2],
        [3, 4],
      ]),
      ndarray([Float32Array.of(1, 2)]),
      ndarray(Uint8Array.of(1, 0), { shape: [2], dtype: "bool" }),
      ndarray([1, 2, 3, 4], { shape: [4, 1] }),
    ]
    expect(made).toEqual([
      new NDArray(Float64Array.of(1, 2, 3, 4), [2, 2], "float64"),
      new NDArray(Float64Array.of(1, 2), [1, 2], "float64"),
      new NDArray(Uint8Array.of(1, 0), [2], "bool"),
      new NDArray(Float64Array.of(1, 2, 3, 4), [4, 1], "float64"),
    ])
  })

  it("has numbers of the type that it names, which browsers read it by", () => {
    const made = [
      ndarray([[1, 2]], { dtype: "uint32" }),
      ndarray(Float64Array.of(1, 2), { dtype: "int8" }),
      ndarray([true, false], { dtype: "bool" }),
    ]
    expect(made).toEqual([
      new NDArray(Uint32Array.of(1, 2), [1, 2], "uint32"),
      new NDArray(Int8Array.of(1, 2), [2], "int8"),
      new NDArray(Uint8Array.of(1, 0), [2], "bool"),
    ])
  })

  it.each([
    ["a shape that does not fit", [1, 2, 3], [2, 2], /\[2, 2\] has 4 elements, but there are 3/],
    ["ragged lists", [[1, 2], [3]], undefined, /same length/],
    ["numbers beside lists", [[1], 2], undefined, /same length/],
  ])("rejects %s", (_name, values, shape, message) => {
    expect(() => ndarray(values, shape && { shape })).toThrow(message)
  })
})
