import { describe, expect, it } from "vitest"

import {
  ColumnDataSource,
  GraphRenderer,
  Scatter,
  StaticLayoutProvider,
  TapTool,
} from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { from_networkx } from "../../../src/plotting/graph.ts"

describe("a stack", () => {
  const source = new ColumnDataSource({ data: { x: [1], a: [1], b: [2] } })

  it("needs one item of a list for each column, and none of its sums", () => {
    const wrong = { x: "x", color: ["red"], source }
    expect(() => figure().vbar_stack(["a", "b"], wrong)).toThrow(
      "figure.vbar_stack: color has 1 items for 2 columns",
    )
    const sums: object = { x: "x", top: "a", source }
    expect(() => figure().vbar_stack(["a"], sums)).toThrow("'top' is computed from what is stacked")
  })

  it("names its renderers after the columns", () => {
    const renderers = figure().vline_stack(["a", "b"], { x: "x", source })
    expect(renderers.map(({ name }) => name)).toEqual(["a", "b"])
  })
})

describe("a graph", () => {
  const layout_provider = new StaticLayoutProvider({ graph_layout: { 0: [0, 0] } })

  it("made by hand has its nodes and edges already, as in Python", () => {
    const { node_renderer, edge_renderer } = new GraphRenderer()
    node_renderer.glyph = new Scatter({ size: 15 })
    expect([node_renderer.glyph.type, edge_renderer.glyph.type]).toEqual(["Scatter", "MultiLine"])
    expect(node_renderer.data_source.type).toBe("ColumnDataSource")
  })

  it("rejects options that neither its nodes, its edges nor it has", () => {
    const draw = (options: object) => () => figure().graph({}, {}, layout_provider, options)
    expect(draw({ node_sice: 3 })).toThrow("unknown argument 'sice', did you mean 'size'?")
    expect(draw({ visibel: true })).toThrow("unknown option 'visibel', did you mean 'visible'?")
  })

  it("is made from networkx's JSON, with columns for its attributes", () => {
    const nodes = [{ id: "a", size: 3 }, { id: "b" }]
    const layout = new Map([
      ["a", [0, 0]],
      ["b", [1, 1]],
    ] as const)
    const edges = [{ source: "a", target: "b", weight: 2 }]
    for (const data of [
      { nodes, edges },
      { nodes, links: edges },
    ]) {
      const graph = from_networkx(data, layout)
      expect(graph.node_renderer.data_source).toHaveProperty("data", {
        index: ["a", "b"],
        size: [3, null],
      })
      expect(graph.edge_renderer.data_source).toHaveProperty("data", {
        start: ["a"],
        end: ["b"],
        weight: [2],
      })
    }
  })
})

describe("add_tile", () => {
  it("accepts a provider with its addresses, and rejects an unknown name", () => {
    const url = "https://tiles.example.org/{z}/{x}/{y}{r}.png"
    const { tile_source } = figure().add_tile({ url, max_zoom: 9 }, { retina: true })
    expect(tile_source).toMatchObject({ url: url.replace("{r}", "@2x"), max_zoom: 9 })
    const fine = figure().add_tile("CartoDB Positron retina").tile_source
    expect([fine.url.includes("@2x"), fine.pixel_ratio]).toEqual([true, 2])
    expect(() => figure().add_tile("cartodb.positorn")).toThrow("did you mean 'cartodbpositron'?")
    expect(() => figure().add_tile("moon")).toThrow("give its {url, attribution}")
  })
})

describe("a figure", () => {
  it("moves what is added to another place, and removes tools", () => {
    const plot = figure({ tools: "pan,tap" })
    const [axis] = plot.xaxis
    if (axis === undefined) throw new Error("no axis")
    plot.add_layout(axis, "above")
    expect([plot.above, plot.below]).toEqual([[axis], []])
    const tap = plot.select_one(TapTool)
    if (tap === undefined) throw new Error("no tap tool")
    plot.remove_tools(tap)
    expect(plot.tools.map(({ type }) => type)).toEqual(["PanTool"])
    expect(() => plot.remove_tools(tap)).toThrow("this TapTool is not a tool of the plot")
    expect(() => plot.add_tools("lasso")).toThrow("unknown tool 'lasso'")
  })
})
