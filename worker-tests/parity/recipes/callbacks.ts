// What browsers run, and what asks the server.

import type { Figure } from "bokeh-edge"
import * as m from "bokeh-edge"

import type { HasProps } from "../../../src/model/has-props.ts"

const DATA = { x: [1, 2, 3], y: [4, 6, 5], url: ["a", "b", "c"] }

function js(code: string): m.CustomJS {
  return new m.CustomJS({ code })
}

export function on_change(): readonly HasProps[] {
  const [slider, div] = [new m.Slider({ start: 0, end: 10, value: 1 }), new m.Div()]
  const code = "div.text = `${cb_obj.value}`"
  slider.js_on_change("value", new m.CustomJS({ args: { div }, code }))
  return [slider, div]
}

export function on_change_of_signal(): HasProps {
  const source = new m.ColumnDataSource({ data: DATA })
  source.js_on_change("streaming", js("console.log(cb_obj)"))
  source.js_on_change("patching", new m.CustomJS({ code: "console.log(cb_obj)", module: false }))
  return source
}

export function linked(): readonly HasProps[] {
  const [slider, spinner] = [new m.Slider({ start: 0, end: 10, value: 1 }), new m.Spinner()]
  slider.js_link("value", spinner, "value")
  return [slider, spinner]
}

export function linked_part(): readonly HasProps[] {
  const slider = new m.RangeSlider({ start: 0, end: 10, value: [1, 2] })
  const other = new m.Slider({ start: 0, end: 10, value: 1 })
  slider.js_link("value", other, "value", 0)
  return [slider, other]
}

export function on_click(): readonly HasProps[] {
  const button = new m.Button({ label: "b" })
  const dropdown = new m.Dropdown({ menu: ["a", null, ["B", "b"]] })
  button.js_on_click(js("alert(1)"))
  dropdown.js_on_event("menu_item_click", js("console.log(this.item)"))
  return [button, dropdown]
}

export function on_event(p: Figure): void {
  p.js_on_event("tap", js("console.log(cb_obj.x)"))
  p.js_on_event("rangesupdate", js("1"), js("2"))
}

export function on_document_event(): m.Document {
  const document = new m.Document()
  document.js_on_event("document_ready", js("console.log('ready')"))
  document.add_root(new m.Div())
  return document
}

export function server_listens(p: Figure): void {
  p.on_event("tap", () => undefined)
  p.on_event("reset", () => undefined)
}

export function tap_opens(p: Figure): void {
  p.scatter("x", "y", { source: new m.ColumnDataSource({ data: DATA }) })
  const callback = new m.OpenURL({ url: "https://bokeh.org/@url", same_tab: true })
  p.add_tools(new m.TapTool({ callback, behavior: "inspect" }))
}

export function values_set(): readonly HasProps[] {
  const [div, button] = [new m.Div({ text: "a" }), new m.Button()]
  button.js_on_click(new m.SetValue({ obj: div, attr: "text", value: "b" }))
  button.js_on_click(new m.ToggleVisibility({ target: div }))
  return [div, button]
}

export function dialogs(): readonly HasProps[] {
  const content = new m.Div({ text: "there" })
  const dialog = new m.Dialog({ title: "Hello", content, closable: false })
  const [button, close] = [new m.Button(), new m.Button({ label: "close" })]
  button.js_on_click(new m.OpenDialog({ dialog }))
  close.js_on_click(new m.CloseDialog({ dialog }))
  return [button, close]
}

export function actions(p: Figure): void {
  const callback = js("alert(1)")
  p.add_tools(new m.CustomAction({ description: "do it", icon: "redo", callback }))
  p.add_tools(new m.ExamineTool(), new m.HelpTool({ redirect: "https://bokeh.org" }))
}

export function hover_in_js(p: Figure): void {
  const formatter = new m.CustomJSHover({ args: { n: new m.Div() }, code: "return `${value}`" })
  const formatters = { "@x": formatter, "@y": "printf" } as const
  p.add_tools(new m.HoverTool({ tooltips: [["x", "@x{custom}"]], formatters }))
}

export function hover_calls(p: Figure): void {
  p.add_tools(new m.HoverTool({ callback: js("console.log(cb_data.index)"), mode: "vline" }))
}

export function ticks_in_js(p: Figure): void {
  const codes = { major_code: "return [1, 2]", minor_code: "return [1.5]" }
  p.xaxis.ticker = new m.CustomJSTicker(codes)
  p.xaxis.formatter = new m.CustomJSTickFormatter({
    args: { unit: "m" },
    code: "return tick + unit",
  })
  p.yaxis.major_label_policy = new m.CustomLabelingPolicy({ code: "return indices" })
}

export function sorted_in_js(): HasProps {
  const source = new m.ColumnDataSource({ data: DATA })
  const columns = [
    new m.TableColumn({ field: "x", sorter: new m.CustomJSCompare({ code: "return x - y" }) }),
    new m.TableColumn({ field: "y", sorter: new m.NanCompare({ ascending_first: true }) }),
  ]
  return new m.DataTable({ source, columns })
}

export function ranges_call(p: Figure): void {
  const code = "p.title.text = `${cb_obj.start}`"
  p.x_range.js_on_change("start", new m.CustomJS({ args: { p }, code }))
}
