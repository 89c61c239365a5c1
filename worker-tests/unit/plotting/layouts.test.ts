import { expect, it } from "vitest"

import { Div, Plot, ToolProxy } from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { grid } from "../../../src/plotting/grid.ts"
import { gridplot } from "../../../src/plotting/gridplot.ts"
import { layout } from "../../../src/plotting/layouts.ts"

it("layout() accepts its rows in a list, or one by one", () => {
  const [a, b, c] = [new Div(), new Div(), new Div()]
  const made = [layout([[a, b], [c]]), layout([a, b], [c]), layout([[a, b], c], { spacing: 1 })]
  const shapes = made.map(({ children }) => children.map((child) => child.type))
  expect(shapes).toEqual([
    ["Row", "Row"],
    ["Row", "Row"],
    ["Row", "Div"],
  ])
})

it("gridplot() needs rows, or a list with ncols", () => {
  const [a, b] = [figure(), figure()]
  expect(() => gridplot([a, b])).toThrow("a list of rows, or one list of plots with ncols")
  expect(() => gridplot([[a], [b]], { ncols: 2 })).toThrow("a list of rows")
  expect(() => gridplot([a, b], { ncols: 0 })).toThrow("a list of rows")
  expect(gridplot([a, null, b], { ncols: 2 }).children).toEqual([
    [a, 0, 0],
    [b, 1, 0],
  ])
})

it("gridplot() switches equal tools together", () => {
  const plots = [figure({ tools: "pan,save" }), figure({ tools: "pan" }), figure({ tools: "xpan" })]
  const { toolbar } = gridplot([plots])
  const proxies = toolbar.tools.filter((tool) => tool instanceof ToolProxy)
  expect(proxies.map(({ tools }) => tools.length)).toEqual([2, 1])
  expect(toolbar.tools.map(({ type }) => type)).toEqual(["ToolProxy", "ToolProxy", "SaveTool"])
  expect(plots.every((plot) => plot instanceof Plot && plot.toolbar_location === null)).toBe(true)
})

it("grid() spans cells, and needs one list with ncols", () => {
  const [a, b, c] = [new Div(), new Div(), new Div()]
  expect(grid([a, [b, c]]).children).toEqual([
    [a, 0, 0, 1, 2],
    [b, 1, 0, 1, 1],
    [c, 1, 1, 1, 1],
  ])
  expect(grid([]).children).toEqual([])
  expect(() => grid([a, [b]], { ncols: 2 })).toThrow("one list with nrows or ncols")
  expect(() => grid([a], { ncols: 0 })).toThrow("1 or more")
})
