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

const ALIASES: Readonly<
  Record<string, readonly [type: string, attributes?: Readonly<Record<string, unknown>>]>
> = {
  pan: ["PanTool"],
  xpan: ["PanTool", { dimensions: "width" }],
  ypan: ["PanTool", { dimensions: "height" }],
  pan_left: ["ClickPanTool", { direction: "left" }],
  pan_right: ["ClickPanTool", { direction: "right" }],
  pan_up: ["ClickPanTool", { direction: "up" }],
  pan_down: ["ClickPanTool", { direction: "down" }],
  pan_west: ["ClickPanTool", { direction: "west" }],
  pan_east: ["ClickPanTool", { direction: "east" }],
  pan_north: ["ClickPanTool", { direction: "north" }],
  pan_south: ["ClickPanTool", { direction: "south" }],
  xwheel_pan: ["WheelPanTool", { dimension: "width" }],
  ywheel_pan: ["WheelPanTool", { dimension: "height" }],
  wheel_zoom: ["WheelZoomTool"],
  xwheel_zoom: ["WheelZoomTool", { dimensions: "width" }],
  ywheel_zoom: ["WheelZoomTool", { dimensions: "height" }],
  zoom_in: ["ZoomInTool"],
  xzoom_in: ["ZoomInTool", { dimensions: "width" }],
  yzoom_in: ["ZoomInTool", { dimensions: "height" }],
  zoom_out: ["ZoomOutTool"],
  xzoom_out: ["ZoomOutTool", { dimensions: "width" }],
  yzoom_out: ["ZoomOutTool", { dimensions: "height" }],
  click: ["TapTool", { behavior: "inspect" }],
  tap: ["TapTool"],
  doubletap: ["TapTool", { gesture: "doubletap" }],
  crosshair: ["CrosshairTool"],
  xcrosshair: ["CrosshairTool", { dimensions: "width" }],
  ycrosshair: ["CrosshairTool", { dimensions: "height" }],
  box_select: ["BoxSelectTool"],
  xbox_select: ["BoxSelectTool", { dimensions: "width" }],
  ybox_select: ["BoxSelectTool", { dimensions: "height" }],
  poly_select: ["PolySelectTool"],
  lasso_select: ["LassoSelectTool"],
  box_zoom: ["BoxZoomTool", { dimensions: "both" }],
  xbox_zoom: ["BoxZoomTool", { dimensions: "width" }],
  ybox_zoom: ["BoxZoomTool", { dimensions: "height" }],
  auto_box_zoom: ["BoxZoomTool", { dimensions: "auto" }],
  save: ["SaveTool"],
  copy: ["CopyTool"],
  undo: ["UndoTool"],
  redo: ["RedoTool"],
  reset: ["ResetTool"],
  help: ["HelpTool"],
  examine: ["ExamineTool"],
  fullscreen: ["FullscreenTool"],
  box_edit: ["BoxEditTool"],
  line_edit: ["LineEditTool"],
  point_draw: ["PointDrawTool"],
  poly_draw: ["PolyDrawTool"],
  poly_edit: ["PolyEditTool"],
  freehand_draw: ["FreehandDrawTool"],
  hover: ["HoverTool"],
}

/** @throws ModelError for a name that no tool has */
export function resolveTools(
  given: ToolsLike,
  tooltips: Tooltips | undefined,
): { readonly tools: readonly Tool[]; readonly byName: ReadonlyMap<string, Tool> } {
  const listed = typeof given === "string" ? [given] : given
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
  for (const gesture of ["drag", "inspect", "scroll", "tap", "multi"] as const) {
    const given = options[`active_${gesture}`]
    if (given === undefined) continue
    const tool = typeof given === "string" && given !== "auto" ? byName.get(given) : given
    if (tool === undefined) {
      throw new ModelError(
        `figure: active_${gesture} ${JSON.stringify(given)} is not one of its tools`,
      )
    }
    toolbar.update({ [`active_${gesture}`]: tool })
  }
}

/** A tool by its short name. @throws ModelError for a name that no tool has */
export function toolNamed(name: string): Tool {
  const alias = ALIASES[name]
  if (alias === undefined) throw unknownName("figure: unknown tool", name, Object.keys(ALIASES))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every alias names a tool
  return createModel(...alias) as unknown as Tool
}
