// Rows, columns, grids, tabs and what else holds other elements.

import {
  BoxZoomTool,
  Button,
  type Column,
  column,
  Div,
  type Figure,
  figure,
  type FigureOptions,
  grid,
  GridBox,
  type GridPlot,
  gridplot,
  GroupBox,
  HBox,
  layout,
  Row,
  row,
  ScrollBox,
  Slider,
  Spacer,
  TabPanel,
  Tabs,
  type UIElement,
  VBox,
  WheelZoomTool,
} from "bokeh-edge"

function plot(options: FigureOptions = {}): Figure {
  return figure({ width: 100, height: 100, ...options })
}

function div(text: string): Div {
  return new Div({ text })
}

export function row_of_two(): Row {
  return row(plot(), new Button({ label: "b" }), { spacing: 5 })
}

export function column_of_list(): Column {
  const slider = new Slider({ start: 0, end: 1, value: 0 })
  return column([div("<b>t</b>"), slider], { width: 300, name: "column" })
}

export function nested(): Row {
  const right = column(new Div(), new Spacer({ width: 20 }))
  return row(column(new Div(), new Div()), right, { sizing_mode: null })
}

export function row_sized(): Row {
  const fixed = new Div({ sizing_mode: "fixed" })
  return row(new Div(), plot(), fixed, { sizing_mode: "stretch_width" })
}

export function layout_of_lists(): Column {
  return layout([[div("a"), div("b")], [div("c")], div("d")])
}

export function layout_sized(): Column {
  const [free, fixed] = [new Div({ width_policy: "max" }), new Div({ sizing_mode: "fixed" })]
  const rows = [
    [new Div(), free],
    [fixed, [new Div()]],
  ]
  return layout(rows, { sizing_mode: "stretch_width" })
}

export function gridplot_of_rows(): GridPlot {
  const p = plot()
  const rows = [
    [p, plot({ x_range: p.x_range })],
    [null, plot()],
  ]
  return gridplot(rows, { toolbar_location: "right" })
}

export function gridplot_ncols(): GridPlot {
  const size = { width: 150, height: 120, sizing_mode: "scale_width" } as const
  return gridplot([plot(), plot(), plot()], { ncols: 2, ...size })
}

export function gridplot_options(): GridPlot {
  const toolbar_options = { logo: "grey", autohide: true } as const
  return gridplot([[plot()]], { toolbar_options, toolbar_location: null })
}

export function gridplot_unmerged(): GridPlot {
  return gridplot([[plot(), plot()]], { merge_tools: false })
}

export function gridplot_different_tools(): GridPlot {
  const one = plot({ tools: "pan,wheel_zoom,save", active_scroll: "wheel_zoom" })
  const tools = ["pan", new WheelZoomTool({ dimensions: "width" }), new BoxZoomTool()]
  const two = plot({ tools, tooltips: [["x", "$x"]] })
  const three = plot({ tools: "xpan,hover,fullscreen,save", active_drag: "xpan" })
  return gridplot([
    [one, two],
    [three, div("no plot")],
  ])
}

export function gridplot_of_layouts(): GridPlot {
  return gridplot([[column(plot(), new Div()), row(new Div(), plot())]])
}

export function grid_of_lists(): GridBox {
  return grid([div("1"), [[div("2"), div("3")], div("4")]])
}

export function grid_of_models(): GridBox {
  const inner = column(div("2"), row(div("3"), div("4")))
  return grid(column(div("1"), row(inner, div("5")), row(div("6"), { spacing: 3 })))
}

export function grid_ncols(): GridBox {
  const cells = [div("1"), null, div("2"), div("3"), div("4")]
  return grid(cells, { ncols: 2, sizing_mode: "stretch_both" })
}

export function grid_nrows(): GridBox {
  return grid([new Div(), new Div(), new Div()], { nrows: 2 })
}

export function tabs(): Tabs {
  const one = new TabPanel({ child: plot(), title: "one" })
  const two = new TabPanel({ child: new Div(), title: "two", closable: true })
  return new Tabs({ tabs: [one, two], active: 1 })
}

export function boxes(): readonly UIElement[] {
  const cells = [[new Div(), 0, 0, 1, 2] as const, [new Div(), 1, 0] as const]
  return [
    new GroupBox({ title: "group", child: new Div(), checkable: true }),
    new ScrollBox({ child: new Div(), height: 100, vertical_scrollbar: "visible" }),
    new GridBox({ children: cells, spacing: [1, 2], rows: "auto" }),
    new Row({ children: [new Div({ align: "end" })] }),
    new HBox({ children: [{ child: new Div() }] }),
    new VBox({ children: [{ child: new Div() }] }),
  ]
}
