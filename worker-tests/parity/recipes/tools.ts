// Tools by name and as models, the active ones, tooltips.

import {
  BoxSelectTool,
  CrosshairTool,
  type Figure,
  figure,
  HoverTool,
  PanTool,
  Span,
  TapTool,
  WheelZoomTool,
} from "bokeh-edge"

const ZOOMS =
  "box_zoom,xbox_zoom,ybox_zoom,auto_box_zoom,zoom_in,xzoom_in,yzoom_in,zoom_out,xzoom_out,yzoom_out"
const ACTIONS =
  "save,copy,undo,redo,reset,help,examine,fullscreen,crosshair,xcrosshair,ycrosshair,hover"
const SELECTIONS = "tap,doubletap,click,box_select,xbox_select,ybox_select,poly_select,lasso_select"
const PANS = "pan_left,pan_right,pan_up,pan_down,pan_west,pan_east,pan_north,pan_south"
const EDIT = "box_edit,point_draw,poly_draw,poly_edit,freehand_draw"

export function without(): Figure {
  return figure()
}

export function none(): Figure {
  return figure({ tools: "", toolbar_location: null })
}

export function names(): Figure {
  const tools = "pan, xpan,ypan,wheel_zoom,xwheel_zoom,ywheel_zoom,xwheel_pan,ywheel_pan"
  return figure({ tools })
}

export function names_of_zooms(): Figure {
  return figure({ tools: ZOOMS })
}

export function names_of_selections(): Figure {
  return figure({ tools: SELECTIONS })
}

export function names_of_actions(): Figure {
  return figure({ tools: ACTIONS })
}

export function names_of_pans(): Figure {
  return figure({ tools: PANS })
}

export function names_of_edits(): Figure {
  return figure({ tools: EDIT })
}

export function listed(): Figure {
  const zoom = new WheelZoomTool({ dimensions: "width" })
  return figure({ tools: ["pan", zoom, "reset,save", new TapTool()] })
}

export function active_by_name(): Figure {
  return figure({
    tools: "pan,wheel_zoom,box_select,tap,hover",
    active_drag: "box_select",
    active_scroll: "wheel_zoom",
    active_tap: "tap",
    active_inspect: "hover",
  })
}

export function active_models(): Figure {
  const [pan, hover] = [new PanTool(), new HoverTool()]
  const tools = [pan, hover, new BoxSelectTool()]
  return figure({ tools, active_drag: pan, active_inspect: [hover] })
}

export function active_none(): Figure {
  return figure({
    active_drag: null,
    active_scroll: null,
    active_tap: null,
    active_inspect: null,
    active_multi: "auto",
  })
}

export function tooltips(): Figure {
  return figure({
    tooltips: [
      ["x", "$x{0.0}"],
      ["name", "@name"],
    ],
  })
}

export function tooltips_text(): Figure {
  return figure({ tools: "hover,pan", tooltips: "<b>@name</b>" })
}

export function added(p: Figure): void {
  const hover = new HoverTool({
    tooltips: null,
    mode: "vline",
    point_policy: "follow_mouse",
    formatters: { "@d": "datetime" },
  })
  const width = new Span({ dimension: "width", line_dash: "dashed" })
  p.add_tools(hover, new CrosshairTool({ overlay: [width, new Span({ dimension: "height" })] }))
  p.add_tools("lasso_select")
  p.toolbar.active_drag = p.select_one(PanTool) ?? null
  p.toolbar.logo = null
  p.toolbar.autohide = true
}

export function hover_setters(): Figure {
  const p = figure({ tools: "hover,pan" })
  p.hover.tooltips = [["a", "@a"]]
  p.hover.mode = "hline"
  return p
}

export function hover_some_renderers(p: Figure): void {
  const line = p.line([1, 2], [1, 2])
  p.scatter([1, 2], [1, 2])
  p.add_tools(new HoverTool({ renderers: [line], attachment: "above" }))
}
