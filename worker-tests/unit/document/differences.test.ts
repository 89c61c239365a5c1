// A graph that is sent, changed and sent back: the changes are listed.

import { describe, expect, it } from "vitest"

import {
  app,
  Button,
  column,
  ColumnDataSource,
  type Difference,
  differences,
  Figure,
  figure,
  Line,
} from "../../../src/api.ts"
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
