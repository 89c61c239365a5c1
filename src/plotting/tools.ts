// Tools by their short names, and which of them are active. Source: Python bokeh.plotting._tools, bokeh.models.tools (3.10)

import {
  HoverTool,
  type HoverToolProperties,
  type Tool,
  type Toolbar,
} from "../model/generated/models.ts"
import { ModelError, unknownName } from "../model/model-error.ts"
import { createModel } from "../model/registry.ts"

/** The default tools of a figure. */
export const DEFAULT_TOOLS = "pan,wheel_zoom,auto_box_zoom,save,reset,help"

export type ToolsLike = string | readonly (string | Tool)[]
export type Tooltips = HoverToolProperties["tooltips"]

/** The active tool for each kind of gesture: one of `tools` by name, a Tool, "auto", or null for none. */
export interface ActiveTools {
  readonly active_drag?: string | Tool | null | undefined
  readonly active_inspect?: string | Tool | readonly Tool[] | null | undefined
  readonly active_scroll?: string | Tool | null | undefined
  readonly active_tap?: string | Tool | null | undefined
  readonly active_multi?: string | Tool | null | undefined
}

/** The names of these options. */
export const ACTIVE = [
  "active_drag",
  "active_inspect",
  "active_scroll",
  "active_tap",
  "active_multi",
] as const

/** A tool's type, and the attributes that its short name gives. */
type Alias = readonly [type: string, attributes?: Readonly<Record<string, unknown>>]

/** `wheel_zoom` is a WheelZoomTool. */
const PLAIN =
  `pan wheel_zoom zoom_in zoom_out tap crosshair box_select poly_select lasso_select save copy undo redo reset help examine
  fullscreen box_edit line_edit point_draw poly_draw poly_edit freehand_draw hover`.split(/\s+/)
/** `xpan` is a PanTool along the x-axis. */
const ALONG_AXES = "pan wheel_zoom zoom_in zoom_out crosshair box_select box_zoom".split(" ")
const DIRECTIONS = "left right up down west east north south".split(" ")

const ALIASES: Readonly<Record<string, Alias>> = {
  ...Object.fromEntries(PLAIN.map((name): [string, Alias] => [name, [typeNamed(name)]])),
  ...along("x", "width"),
  ...along("y", "height"),
  ...Object.fromEntries(
    DIRECTIONS.map((direction): [string, Alias] => [
      `pan_${direction}`,
      ["ClickPanTool", { direction }],
    ]),
  ),
  click: ["TapTool", { behavior: "inspect" }],
  doubletap: ["TapTool", { gesture: "doubletap" }],
  box_zoom: ["BoxZoomTool", { dimensions: "both" }],
  auto_box_zoom: ["BoxZoomTool", { dimensions: "auto" }],
}

function along(axis: "x" | "y", dimension: "width" | "height"): Readonly<Record<string, Alias>> {
  return {
    ...Object.fromEntries(
      ALONG_AXES.map((name): [string, Alias] => [
        axis + name,
        [typeNamed(name), { dimensions: dimension }],
      ]),
    ),
    [`${axis}wheel_pan`]: ["WheelPanTool", { dimension }],
  }
}

/** Of a plain name. */
function typeNamed(name: string): string {
  return `${name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Tool`
}

/** @throws ModelError for a name that no tool has */
export function resolveTools(
  given: ToolsLike,
  tooltips: Tooltips | undefined,
): { readonly tools: readonly Tool[]; readonly byName: ReadonlyMap<string, Tool> } {
  const listed = [given].flat()
  const models = listed.filter((tool) => typeof tool !== "string")
  const texts = listed.filter((tool) => typeof tool === "string")
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim())
  const byName = new Map(names.filter((name) => name !== "").map((name) => [name, toolNamed(name)]))
  const tools = [...models, ...byName.values()]
  if (tooltips === undefined) return { tools, byName }
  const hover = tools.find((tool) => tool instanceof HoverTool)
  if (hover === undefined) return { tools: [...tools, new HoverTool({ tooltips })], byName }
  hover.tooltips = tooltips
  return { tools, byName }
}

/** @throws ModelError for a name that is not among the figure's tools */
export function activateTools(
  toolbar: Toolbar,
  byName: ReadonlyMap<string, Tool>,
  options: ActiveTools,
): void {
  for (const active of ACTIVE) {
    const given = options[active]
    if (given === undefined) continue
    const tool = typeof given === "string" && given !== "auto" ? byName.get(given) : given
    if (tool === undefined) {
      throw new ModelError(`figure: ${active} ${JSON.stringify(given)} is not one of its tools`)
    }
    toolbar.update({ [active]: tool })
  }
}

/** A tool by its short name. @throws ModelError for a name that no tool has */
export function toolNamed(name: string): Tool {
  const alias = ALIASES[name]
  if (alias === undefined) throw unknownName("figure: unknown tool", name, Object.keys(ALIASES))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every alias names a tool
  return createModel(...alias) as unknown as Tool
}
