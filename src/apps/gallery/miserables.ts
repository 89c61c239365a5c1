// Who meets whom in Les Misérables: a matrix, with a choice of orders.

import { Category10, column, figure, type LayoutDOM, RadioButtonGroup } from "bokeh-edge"

import type { Data } from "./data.ts"
import { wide } from "./wide.ts"

interface Novel {
  readonly nodes: readonly { readonly name: string; readonly group: number }[]
  readonly links: readonly {
    readonly source: number
    readonly target: number
    readonly value: number
  }[]
}

const ORDERS = ["by group", "by name", "by number of meetings"]

export async function miserables(data: Data): Promise<LayoutDOM> {
  const { nodes, links } = await data.json<Novel>("miserables.json")
  const nameOf = (index: number): string => nodes[index]?.name ?? ""
  const groupOf = (index: number): number => nodes[index]?.group ?? 0
  const orders = ordersOf({ nodes, links })
  const both = links.flatMap((link) => [
    link,
    { ...link, source: link.target, target: link.source },
  ])
  const plot = figure({
    width: 780,
    height: 740,
    x_range: orders[0] ?? [],
    y_range: (orders[0] ?? []).toReversed(),
    x_axis_location: "above",
    tools: "hover",
    toolbar_location: null,
    tooltips: "@x and @y: @count",
  })
  plot.rect("x", "y", 0.9, 0.9, {
    source: {
      x: both.map(({ source }) => nameOf(source)),
      y: both.map(({ target }) => nameOf(target)),
      count: both.map(({ value }) => value),
      color: both.map(({ source, target }) => colorOf(groupOf(source), groupOf(target))),
      alpha: both.map(({ value }) => Math.min(value / 6, 0.8) + 0.2),
    },
    color: "color",
    alpha: "alpha",
  })
  plot.grid.visible = false
  plot.axis.update({ axis_line_color: null, major_tick_line_color: null })
  plot.axis.update({ major_label_text_font_size: "7px", major_label_standoff: 0 })
  plot.xaxis.major_label_orientation = Math.PI / 3
  const order = new RadioButtonGroup({ labels: ORDERS, active: 0 })
  order.on_change("active", () => {
    const chosen = orders[order.active ?? 0] ?? []
    plot.x_range.update({ factors: chosen })
    plot.y_range.update({ factors: chosen.toReversed() })
  })
  return column(order, wide(plot), { sizing_mode: "stretch_width" })
}

/** The names in each order of ORDERS. */
function ordersOf({ nodes, links }: Novel): readonly (readonly string[])[] {
  const meetings = (index: number): number =>
    links
      .filter(({ source, target }) => source === index || target === index)
      .reduce((sum, { value }) => sum + value, 0)
  const all = nodes.map((node, index) => ({ ...node, count: meetings(index) }))
  const sorted = [
    all.toSorted((a, b) => a.group - b.group),
    all.toSorted((a, b) => a.name.localeCompare(b.name)),
    all.toSorted((a, b) => b.count - a.count),
  ]
  return sorted.map((order) => order.map(({ name }) => name))
}

function colorOf(group: number, other: number): string {
  return group === other ? (Category10[10][group % 10] ?? "gray") : "lightgray"
}
