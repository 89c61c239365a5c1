// Every widget.

import * as m from "bokeh-edge"

import type { HasProps } from "../../../src/model/has-props.ts"

export function button(): HasProps {
  const icon = new m.BuiltinIcon({ icon_name: "settings", size: "1.2em", color: "red" })
  return new m.Button({ label: "Go", button_type: "success", icon })
}

export function toggle(): HasProps {
  return new m.Toggle({ label: "On", active: true, disabled: true })
}

export function dropdown(): HasProps {
  return new m.Dropdown({
    label: "Menu",
    menu: [["One", "one"], null, ["Two", "two"]],
    split: true,
  })
}

export function help_button(): HasProps {
  return new m.HelpButton({ tooltip: new m.Tooltip({ content: "help", position: "right" }) })
}

export function checkbox_group(): HasProps {
  return new m.CheckboxGroup({ labels: ["a", "b"], active: [0, 1], inline: true })
}

export function radio_group(): HasProps {
  return new m.RadioGroup({ labels: ["a", "b"], active: 1 })
}

export function checkbox_button_group(): HasProps {
  return new m.CheckboxButtonGroup({ labels: ["a", "b"], active: [1], orientation: "vertical" })
}

export function radio_button_group(): HasProps {
  return new m.RadioButtonGroup({ labels: ["a", "b"], active: 0, button_type: "primary" })
}

export function checkbox(): HasProps {
  return new m.Checkbox({ label: "check", active: true })
}

export function switch_(): HasProps {
  return new m.Switch({ active: true, label: "switch", width: 50 })
}

export function progress(): HasProps {
  return new m.Progress({ value: 30, max: 200, label: "@{value}" })
}

export function file_input(): HasProps {
  return new m.FileInput({ accept: ".csv,.json", multiple: true, title: "file" })
}

export function numeric_input(): HasProps {
  const limits = { low: 0, high: 10, mode: "float" } as const
  return new m.NumericInput({ value: 1.5, ...limits, format: "0.00", title: "number" })
}

export function spinner(): HasProps {
  return new m.Spinner({ value: 3, low: 1, high: 40, step: 0.5, title: "size", wheel_wait: 50 })
}

export function text_input(): HasProps {
  return new m.TextInput({
    value: "text",
    title: "text",
    placeholder: "here",
    prefix: "$",
    suffix: "!",
    max_length: 9,
  })
}

export function text_area_input(): HasProps {
  return new m.TextAreaInput({ value: "text", rows: 6, cols: 30, title: "area" })
}

export function password_input(): HasProps {
  return new m.PasswordInput({ placeholder: "secret" })
}

export function autocomplete_input(): HasProps {
  return new m.AutocompleteInput({
    completions: ["one", "two"],
    min_characters: 1,
    case_sensitive: false,
    restrict: false,
    search_strategy: "includes",
  })
}

export function select(): HasProps {
  return new m.Select({ title: "pick", value: "b", options: ["a", "b"] })
}

export function select_pairs(): HasProps {
  const options = [["1", "one"] as const, ["2", "two"] as const]
  return new m.Select({ value: "1", options })
}

export function select_groups(): HasProps {
  return new m.Select({ value: "a", options: { letters: ["a", "b"], digits: [["1", "one"]] } })
}

export function multi_select(): HasProps {
  return new m.MultiSelect({ value: ["a"], options: ["a", ["b", "B"]], size: 5 })
}

export function multi_choice(): HasProps {
  return new m.MultiChoice({
    value: ["a"],
    options: ["a", "b"],
    max_items: 2,
    delete_button: false,
    placeholder: "any",
  })
}

export function color_picker(): HasProps {
  return new m.ColorPicker({ color: "#00ff00", title: "color" })
}

export function palette_select(): HasProps {
  const items = [["YlGn", ["#31a354", "#addd8e"]] as const, ["Two", ["red", "blue"]] as const]
  return new m.PaletteSelect({ value: "YlGn", items, ncols: 2 })
}

export function div(): HasProps {
  return new m.Div({ text: "<i>i</i>", render_as_text: true, disable_math: true })
}

export function paragraph(): HasProps {
  const stylesheets = [":host { color: red; }"]
  return new m.Paragraph({ text: "paragraph", styles: { "font-size": "200%" }, stylesheets })
}

export function pre_text(): HasProps {
  return new m.PreText({ text: "  pre", width: 100 })
}

export function markdown(): HasProps {
  return new m.Markdown({ text: "*md*" })
}

export function slider(): HasProps {
  const look = { title: "slider", format: "0.0", bar_color: "red", show_value: false }
  return new m.Slider({ start: 0, end: 10, value: 1, step: 0.1, ...look })
}

export function slider_vertical(): HasProps {
  const look = { orientation: "vertical", direction: "rtl", tooltips: false } as const
  return new m.Slider({ start: 0, end: 10, value: 1, ...look })
}

export function range_slider(): HasProps {
  return new m.RangeSlider({ start: 0, end: 10, value: [1, 9], step: 0.5, title: "range" })
}

export function categorical_slider(): HasProps {
  return new m.CategoricalSlider({ categories: ["a", "b", "c"], value: "b" })
}

export function date_slider(): HasProps {
  const [start, end] = [Date.parse("2024-01-01"), Date.parse("2024-12-31")]
  return new m.DateSlider({ start, end, value: Date.parse("2024-03-01"), step: 7 })
}

export function date_range_slider(): HasProps {
  const [start, end] = [Date.parse("2024-01-01"), Date.parse("2024-12-31")]
  const value = [Date.parse("2024-03-01"), Date.parse("2024-04-01")] as const
  return new m.DateRangeSlider({ start, end, value })
}

export function datetime_range_slider(): HasProps {
  const [start, end] = [Date.parse("2024-01-01"), Date.parse("2024-01-02")]
  const value = [Date.parse("2024-01-01T06:00Z"), Date.parse("2024-01-01T12:00Z")] as const
  return new m.DatetimeRangeSlider({ start, end, value })
}

export function date_picker(): HasProps {
  return new m.DatePicker({
    value: "2024-02-29",
    min_date: "2024-01-01",
    disabled_dates: ["2024-02-01"],
    title: "date",
  })
}

export function date_range_picker(): HasProps {
  return new m.DateRangePicker({ value: ["2024-02-01", "2024-02-29"], date_format: "d. m. Y" })
}

export function multiple_date_picker(): HasProps {
  return new m.MultipleDatePicker({ value: ["2024-02-01", "2024-02-29"], separator: ";" })
}

export function datetime_picker(): HasProps {
  return new m.DatetimePicker({ value: "2024-02-29T12:30:00", seconds: true, clock: "12h" })
}

export function datetime_range_picker(): HasProps {
  return new m.DatetimeRangePicker({ value: ["2024-02-01T01:00:00", "2024-02-29T02:00:00"] })
}

export function multiple_datetime_picker(): HasProps {
  return new m.MultipleDatetimePicker({ value: ["2024-02-01T01:00:00"], inline: true })
}

export function time_picker(): HasProps {
  return new m.TimePicker({ value: "12:30:00", min_time: "06:00:00", minute_increment: 5 })
}

export function tooltip_and_menu(): readonly HasProps[] {
  const target = new m.Div({ text: "t" })
  return [
    new m.Tooltip({ content: "tip", position: "top_center", target, visible: true }),
    new m.Dialog({ title: "dialog", content: new m.Div({ text: "inside" }) }),
    new m.Menu({ items: [new m.MenuItem({ label: "one", disabled: true }), null] }),
  ]
}
