// A graph that is sent, changed and sent back: the changes are listed.

import { describe, expect, it } from "vitest"

import {
  app,
  Button,
  type Column,
  column,
  ColumnDataSource,
  type Difference,
  differences,
  Div,
  Figure,
  figure,
  GlyphRenderer,
  Line,
  Span,
  TeX,
  value,
} from "../../../src/api.ts"
import { HasProps } from "../../../src/model/has-props.ts"
import { createWorld } from "../../../src/testing.ts"

function plotOf(): Figure {
  const plot = figure({ title: "Mine", x_range: [0, 10], width: 300 })
  plot.line([1, 2, 3], [4, 5, 6], { line_color: "red", name: "a" })
  return plot
}

const shown = (found: readonly Difference[]) =>
  found.map(
    ({ path, before, after }) => `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
  )

describe("differences", () => {
  it("are empty between a graph and another one that is made in the same way", () => {
    const plot = plotOf()
    expect(shown(differences(plot, plot))).toEqual([])
    expect(shown(differences(plot, plotOf()))).toEqual([])
  })

  it("name the property by its path, with both values, and for a source the columns", () => {
    const [before, after] = [plotOf(), plotOf()]
    after.width = 400
    Object.assign(after.x_range, { end: 5 })
    for (const line of after.select(Line)) line.update({ line_color: "blue" })
    after.select_one(ColumnDataSource)?.update({ data: { x: [1, 2, 3], y: [4, 5, 7] } })
    const found = shown(differences(before, after))
    expect(found).toContain("width: 300 -> 400")
    expect(found).toContain("x_range.end: 10 -> 5")
    expect(found.filter((text) => text.includes("line_color"))).not.toEqual([])
    expect(found.some((text) => text.endsWith("data_source.data.y: [4,5,6] -> [4,5,7]"))).toBe(true)
    expect(found.some((text) => text.includes("data.x:"))).toBe(false)
  })

  it("have the shortest path to what is changed", () => {
    const [before, after] = [plotOf(), plotOf()]
    for (const plot of [before, after]) plot.scatter([1, 2], [3, 4], { legend_label: "points" })
    for (const axis of after.xaxis) axis.axis_label = "x"
    for (const { glyph } of after.select(GlyphRenderer))
      Object.assign(glyph, { line_color: "blue" })
    expect(shown(differences(before, after)).toSorted()).toEqual([
      'below[0].axis_label: null -> "x"',
      'renderers[0].glyph.line_color: "red" -> "blue"',
      'renderers[1].glyph.line_color: "#1f77b4" -> "blue"',
    ])
  })

  it("say what was added, removed, or is nothing now, beside what else has changed", () => {
    const [before, after] = [plotOf(), plotOf()]
    before.add_layout(new Span({ name: "first", location: 1 }))
    for (const plot of [before, after]) plot.add_layout(new Span({ name: "second", location: 2 }))
    after.line([1, 2], [1, 2], { name: "b" })
    for (const { glyph } of before.select(GlyphRenderer)) Object.assign(glyph, { line_width: 3 })
    after.title = null
    const found = differences(before, after)
    const kind = (one: unknown) => (one instanceof HasProps ? one.type : one)
    expect(found.map(({ path, ...one }) => [path, kind(one.before), kind(one.after)])).toEqual([
      ["title", "Title", null],
      ["center[2]", "Span", undefined],
      ["renderers[1]", undefined, "GlyphRenderer"],
      ["renderers[0].glyph.line_width", 3, 1],
    ])
    const [a, b] = [plotOf(), plotOf()]
    for (const line of b.select(Line)) line.update({ line_color: null })
    expect(shown(differences(a, b))).toContain('renderers[0].glyph.line_color: "red" -> null')
  })

  it("are none between two ways to write the same", () => {
    const labels = (line_color: "red" | ReturnType<typeof value>) => {
      const plot = figure()
      plot.line([1], [1], { line_color })
      for (const axis of plot.xaxis)
        axis.major_label_overrides = new Map([[1, new TeX({ text: "x" })]])
      return plot
    }
    expect(shown(differences(labels("red"), labels(value("red"))))).toEqual([])
  })

  it(
    "are found also in graphs that are deep, and different at every depth",
    { tags: "slow" },
    () => {
      const deep = (leaf: string, more: number) => {
        let model: Div | Column = new Div({ text: leaf })
        for (let i = 0; i < 5000; i++) {
          const others = Array.from({ length: more }, () => new Div({ text: `${i}` }))
          model = column(model, ...others)
        }
        return model
      }
      expect(differences(deep("a", 1), deep("b", 1))).toHaveLength(1)
      expect(differences(deep("a", 1), deep("b", 2))).toHaveLength(5001)
    },
  )

  it("list what a receiver has changed in a graph that is sent back in a message", async () => {
    let changes: readonly Difference[] = []
    const room = app("/room/:who", (doc, { group, params }) => {
      const team = group<{ graph: { plot: Figure }; back: { plot: Figure } }>("room")
      const plot = plotOf()
      const page = column(plot)
      const go = new Button({ label: "Go" })
      team.join()
      go.on_click(() => {
        if (params.who === "ann") return team.send("graph", { plot })
        const [, received] = page.children
        return received instanceof Figure ? team.send("back", { plot: received }) : undefined
      })
      team.on("graph", ({ data }) => void (page.children = [...page.children, data.plot]))
      team.on("back", ({ data }) => void (changes = differences(plot, data.plot)))
      doc.add_root(column(go, page))
    })
    const world = createWorld([room])
    const [ann, bob] = [await world.open("/room/ann"), await world.open("/room/bob")]
    await ann.click(ann.find(Button))
    await world.settled()
    const received = [...bob.document.select(Figure)].at(-1)
    if (received === undefined) throw new Error("nothing came")
    await bob.set(received, { height: 123 })
    await bob.click(bob.find(Button))
    await world.settled()
    expect(shown(changes)).toEqual(["height: 600 -> 123"])
  })
})
