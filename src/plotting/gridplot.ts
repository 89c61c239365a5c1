// gridplot(): plots in a grid, with one toolbar for all of them. Source: Python bokeh.layouts (3.10)

import { isEqual } from "../model/equal.ts"
import {
  GridPlot,
  LayoutDOM,
  Plot,
  Tool,
  Toolbar,
  type ToolbarProperties,
  ToolProxy,
} from "../model/generated/models.ts"
import { stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import type { Init } from "../model/property-types.ts"
import { getProperty } from "../model/property-value.ts"
import { createModel } from "../model/registry.ts"
import { byKeyword } from "./keywords.ts"
import { handDown, type SizingMode } from "./layouts.ts"
import { ACTIVE } from "./tools.ts"

interface GridPlotOptions {
  /** For plots given as one list: the number of plots in a row. */
  readonly ncols?: number
  /** Sizes that all plots get, in pixels. */
  readonly width?: number
  readonly height?: number
  readonly sizing_mode?: SizingMode
  /** Default "above"; null: no toolbar. */
  readonly toolbar_location?: GridPlot["toolbar_location"]
  /** Properties of the common toolbar. */
  readonly toolbar_options?: Omit<Init<ToolbarProperties>, "tools">
  /** False: every plot keeps its own toolbar. */
  readonly merge_tools?: boolean
}

type Item = LayoutDOM | null

type Items = readonly Item[] | readonly (readonly Item[])[]
interface GridPlotArguments extends GridPlotOptions {
  readonly children: Items
}
const OPTIONS = "ncols width height sizing_mode toolbar_location toolbar_options merge_tools"

/**
 * Plots (or layouts with plots) as a list of rows, with null for an empty cell, or as one list with `ncols`.
 * @throws ModelError for a list of rows with `ncols`, or for one list without
 */
export function gridplot(options: GridPlotArguments): GridPlot
export function gridplot(children: Items, options?: GridPlotOptions): GridPlot
export function gridplot(...args: readonly unknown[]): GridPlot {
  const names = ["children"] as const
  const signature = { what: "gridplot", names, others: OPTIONS.split(" ") }
  const { children, ...options } = byKeyword<GridPlotArguments>(signature, args)
  const { sizing_mode, toolbar_location = "above", toolbar_options = {}, merge_tools } = options
  const cells = rowsOf(children, options.ncols).flatMap((row, y) =>
    row.flatMap((item, x) => (item === null ? [] : [[item, y, x] as const])),
  )
  const items = cells.map(([item]) => item)
  if (!items.every((item) => item instanceof LayoutDOM)) {
    throw new ModelError("gridplot: the items of a row must be plots, layouts or null")
  }
  const size = { width: options.width, height: options.height }
  for (const item of items) item.update(size)
  handDown(sizing_mode, items)
  const toolbars = merge_tools === false ? [] : items.flatMap(takeToolbars)
  const toolbar = mergedToolbar(toolbars, toolbar_options)
  return new GridPlot({ children: cells, toolbar, toolbar_location, sizing_mode })
}

function rowsOf(
  children: readonly Item[] | readonly (readonly Item[])[],
  ncols: number | undefined,
): readonly (readonly Item[])[] {
  const rows = children.filter((child) => Array.isArray(child))
  const items = children.filter((child) => child === null || child instanceof LayoutDOM)
  if (ncols === undefined && items.length === 0) return rows
  if (ncols === undefined || !(ncols >= 1) || rows.length > 0) {
    throw new ModelError("gridplot expects a list of rows, or one list of plots with ncols")
  }
  const count = Math.ceil(items.length / ncols)
  return Array.from({ length: count }, (_, y) => items.slice(y * ncols, (y + 1) * ncols))
}

/** The toolbars of all plots in it. They are hidden from now on. */
function takeToolbars(item: LayoutDOM): readonly Toolbar[] {
  return item.select(Plot).map((plot) => {
    plot.toolbar_location = null
    return plot.toolbar
  })
}

/** Where toolbars differ, the last one wins. */
function mergedToolbar(
  toolbars: readonly Toolbar[],
  options: Omit<Init<ToolbarProperties>, "tools">,
): Toolbar {
  const tools = groupTools(toolbars.flatMap((toolbar) => toolbar.tools))
  const last = toolbars.at(-1)
  if (last === undefined) return new Toolbar({ tools, ...options })
  const proxies = tools.filter((tool) => tool instanceof ToolProxy)
  const active = ACTIVE.map((name) => [name, proxyOf(last[name], proxies)] as const)
  const { logo, autohide } = last
  return new Toolbar({ tools, logo, autohide, ...Object.fromEntries(active), ...options })
}

/** The proxy of an active tool, or else the given value. */
function proxyOf(active: unknown, proxies: readonly ToolProxy[]): unknown {
  return proxies.find((proxy) => proxy.tools.some((tool) => tool === active)) ?? active
}

/** Tools that act on all plots: one for all of them. */
const COMMON = ["SaveTool", "CopyTool", "ExamineTool", "FullscreenTool"]
/** Properties that may differ between tools of one button. */
const OWN = ["overlay", "renderers"]

/** Tools of one type with equal settings get one proxy: a button that switches them together. */
function groupTools(tools: readonly (Tool | ToolProxy)[]): readonly (Tool | ToolProxy)[] {
  const proxies = tools.filter((tool) => tool instanceof ToolProxy)
  const others = tools.filter((tool) => tool instanceof Tool)
  const grouped = [...Map.groupBy(others, ({ type }) => type)].map(([type, group]) =>
    COMMON.includes(type) ? [toolOf(type)] : alike(group).map(proxyFor),
  )
  return [proxies, ...grouped].flat()
}

function toolOf(type: string): Tool {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of a tool
  return createModel(type) as unknown as Tool
}

function proxyFor(tools: readonly Tool[]): ToolProxy {
  return new ToolProxy({ tools })
}

function alike(tools: readonly Tool[]): readonly (readonly Tool[])[] {
  const groups: Tool[][] = []
  for (const tool of tools) {
    const group = groups.find(([first]) => first !== undefined && isAlike(first, tool))
    if (group === undefined) groups.push([tool])
    else group.push(tool)
  }
  return groups
}

function isAlike(a: Tool, b: Tool): boolean {
  const names = [...stateOf(a).schema.names()].filter((name) => !OWN.includes(name))
  return names.every((name) => isEqual(getProperty(a, name), getProperty(b, name)))
}
