// Ranges, scales, axes and grids from figure()'s arguments, and their setters.

import {
  CategoricalAxis,
  DataRange1d,
  DatetimeTickFormatter,
  FactorRange,
  type Figure,
  figure,
  FixedTicker,
  LinearAxis,
  LinearScale,
  LogScale,
  NumeralTickFormatter,
  Range1d,
} from "bokeh-edge"

export function range_limits(): Figure {
  return figure({ x_range: [0, 10], y_range: [5, -5] })
}

export function range_models(): Figure {
  return figure({
    x_range: new Range1d({ start: 1, end: 2, bounds: [0, 3] }),
    y_range: new DataRange1d({ start: 0, range_padding: 0.3 }),
  })
}

export function range_factors(): Figure {
  const y_range = new FactorRange({ factors: ["u", "v"], range_padding: 0.1 })
  return figure({ x_range: ["a", "b", "c"], y_range })
}

export function range_nested_factors(): Figure {
  const factors = [
    ["a", "x"],
    ["a", "y"],
    ["b", "x"],
  ]
  const p = figure({ x_range: factors })
  p.vbar({ x: factors, top: [1, 2, 3], width: 0.9 })
  return p
}

export function range_dates(): Figure {
  return figure({ x_range: [new Date("2024-01-01"), new Date("2024-02-01")] })
}

export function range_shared(): readonly Figure[] {
  const one = figure({ width: 200, height: 200 })
  return [one, figure({ x_range: one.x_range, y_range: one.y_range })]
}

export function type_log(): Figure {
  return figure({ x_axis_type: "log", y_axis_type: "log", y_range: [1, 1000] })
}

export function type_datetime(): Figure {
  const p = figure({ x_axis_type: "datetime" })
  p.line([new Date("2024-01-01"), new Date("2024-01-02T12:30Z")], [1, 2])
  return p
}

export function type_timedelta(): Figure {
  return figure({ x_axis_type: "timedelta", y_axis_type: "linear" })
}

export function type_mercator(): Figure {
  return figure({ x_axis_type: "mercator", y_axis_type: "mercator" })
}

export function type_none(): Figure {
  return figure({ x_axis_type: null, y_axis_type: null })
}

export function locations(): Figure {
  return figure({ x_axis_location: "above", y_axis_location: "right" })
}

export function location_none(): Figure {
  return figure({ x_axis_location: null, y_axis_location: null })
}

export function labels(): Figure {
  return figure({ x_axis_label: "time [s]", y_axis_label: "$$x^2$$" })
}

export function minor_ticks(): Figure {
  return figure({ x_minor_ticks: 10 })
}

export function minor_ticks_log(): Figure {
  return figure({ x_axis_type: "log", y_axis_type: "log", y_minor_ticks: 4 })
}

export function second_axis(): Figure {
  const p = figure({ y_range: [0, 10] })
  p.extra_y_ranges = { other: new Range1d({ start: 0, end: 100 }) }
  p.extra_y_scales = { other: new LogScale() }
  p.line([1, 2], [3, 4])
  p.scatter([1, 2], [30, 40], { y_range_name: "other" })
  p.add_layout(new LinearAxis({ y_range_name: "other", axis_label: "other" }), "right")
  return p
}

export function subgroups(p: Figure): void {
  p.x_scale = new LinearScale()
  p.add_layout(new CategoricalAxis({ separator_line_color: "red" }), "above")
}

export function setters(p: Figure): void {
  p.xaxis.axis_label = "x"
  p.yaxis.formatter = new NumeralTickFormatter({ format: "0.0a" })
  p.axis.major_label_text_font_size = "14px"
  p.axis.minor_tick_line_color = null
  p.xaxis.major_label_orientation = "vertical"
  p.yaxis.major_label_orientation = 0.5
  p.xaxis.major_label_overrides = { 1: "one", 2: "two" }
  p.yaxis.bounds = [2, 4]
  p.xgrid.grid_line_color = null
  p.ygrid.band_fill_color = "olive"
  p.grid.grid_line_alpha = 0.5
  p.grid.visible = true
}

export function tickers(p: Figure): void {
  const fixed = new FixedTicker({ ticks: [1, 2], minor_ticks: [1.5] })
  p.xaxis.ticker = [1, 2.5, 4]
  p.yaxis.ticker = fixed
  p.xgrid.ticker = [2, 3]
  fixed.ticks = [1, 3]
}

export function datetime_format(): Figure {
  const p = figure({ x_axis_type: "datetime" })
  p.xaxis.formatter = new DatetimeTickFormatter({
    days: "%d %b",
    context: "%Y",
    context_which: "all",
  })
  return p
}
