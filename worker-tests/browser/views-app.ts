// A plot with ranges that BokehJS computes, tabs, and a legend that hides glyphs, in a session that can be copied; and a map.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  createServer,
  CustomJS,
  Div,
  figure,
  file_html,
  Range1d,
  TabPanel,
  Tabs,
  WMTSTileSource,
} from "bokeh-edge"

const views = app("/views", (doc, context) => {
  const source = new ColumnDataSource({ data: { x: [1, 2, 3, 4], y: [4, 2, 6, 3] } })
  const plot = figure({
    name: "plot",
    width: 400,
    height: 300,
    tools: "pan,tap,wheel_zoom,pan_left,reset",
    active_drag: "pan",
    active_scroll: "wheel_zoom",
  })
  plot.scatter("x", "y", { source, size: 20, legend_label: "all" })
  const [legend] = plot.legend
  if (legend !== undefined) legend.click_policy = "hide"
  const bars = figure({ x_range: ["a", "b", "c"], width: 400, height: 200, tools: "pan,reset" })
  bars.vbar("x", 0.5, "top", { source: new ColumnDataSource({ data: { x: ["a"], top: [3] } }) })
  const more = new Button({ label: "more" })
  more.on_click(() => {
    source.stream({ x: [source.length + 1], y: [5] })
  })
  const near = new Button({ label: "near" })
  near.js_on_event(
    "button_click",
    new CustomJS({ args: { range: plot.x_range }, code: "range.start = 2; range.end = 3" }),
  )
  const far = new Button({ label: "far" })
  far.on_click(() => plot.x_range.update({ end: 9 }))
  const link = new Div({ name: "link", text: "" })
  const whole = new Button({ label: "whole" })
  whole.on_click(async () => {
    link.text = (await context.publish({ title: "a view" })).link
  })
  const one = new Button({ label: "one" })
  one.on_click(async () => {
    link.text = (await context.publish({ title: "plots", models: [plot, bars] })).link
  })
  const [viewer, editor] = (["viewer", "editor"] as const).map((role) => {
    const invite = new Button({ label: role })
    invite.on_click(() => void (link.text = context.invite({ role }).link))
    return invite
  })
  const file = new Button({ label: "file" })
  file.on_click(() => context.connection?.download("view.html", file_html([plot, bars])))
  const tabs = new Tabs({
    tabs: [
      new TabPanel({ title: "first", child: new Div({ text: "one" }) }),
      new TabPanel({ title: "second", child: new Div({ text: "two" }) }),
    ],
  })
  const buttons = [more, near, far, whole, one, file, viewer, editor].filter(
    (button) => button !== undefined,
  )
  doc.add_root(column(...buttons, link, plot, bars, tabs))
})

const meters = (): Range1d => new Range1d({ start: 0, end: 4e6 })

/** A map as wide as its window: tiles are square, so that each window shows another part of the world. */
function mapOf(height: number, x_range = meters()) {
  const plot = figure({
    x_range,
    y_range: meters(),
    x_axis_type: "mercator",
    y_axis_type: "mercator",
    sizing_mode: "stretch_width",
    height,
    tools: "pan,wheel_zoom,box_zoom,reset",
    active_drag: "pan",
    active_scroll: "wheel_zoom",
  })
  plot.add_tile(new WMTSTileSource({ url: TILE }))
  return plot
}

const map = app("/map", (doc) => {
  const count = new Button({ label: "count" })
  const counted = new Div({ text: "" })
  count.on_click(() => void (counted.text += "+"))
  doc.add_root(column(count, counted))
  doc.add_root(mapOf(300))
})

/** Two maps of different shapes that show the same longitudes. */
const linked = app("/linked", (doc) => {
  const x = meters()
  doc.add_root(mapOf(300, x))
  doc.add_root(mapOf(200, x))
})

/** A map that each window moves for itself. */
const own = app(
  "/own",
  (doc) => {
    const plot = mapOf(300)
    const told = new Div({ text: "" })
    plot.on_event("rangesupdate", ({ x0, x1, y0, y1 }) => {
      told.text = `told ${[x0, x1, y0, y1].map(Math.round).join()}`
    })
    doc.add_root(told)
    doc.add_root(plot)
  },
  { session: { ranges: "own" } },
)

/** A plot of data with the same scale along both axes at first. */
const aspect = app("/aspect", (doc) => {
  const plot = figure({
    match_aspect: true,
    sizing_mode: "stretch_width",
    height: 300,
    tools: "pan,reset",
  })
  plot.line([0, 4], [0, 4])
  doc.add_root(plot)
})

/** A plot that nobody can move out of what it shows at first. */
const bounded = app("/bounded", (doc) => {
  const whole = () => new Range1d({ start: 0, end: 10, bounds: "auto" })
  const tools = "zoom_in,zoom_out,reset"
  const plot = figure({ x_range: whole(), y_range: whole(), width: 400, height: 300, tools })
  plot.line([0, 10], [0, 10])
  doc.add_root(plot)
})

const TILE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

const server = createServer([views, map, linked, own, aspect, bounded])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
