// Interaction: widgets, callbacks in the page, links between models, tabs and layouts.

import {
  AutocompleteInput,
  Button,
  ButtonClick,
  CheckboxButtonGroup,
  CheckboxGroup,
  ColorPicker,
  type Column,
  column,
  ColumnDataSource,
  CustomAction,
  CustomJS,
  CustomJSHover,
  DatePicker,
  DateRangeSlider,
  DateSlider,
  Div,
  dom,
  Dropdown,
  type Figure,
  figure,
  FileInput,
  grid,
  type GridBox,
  GroupBox,
  HoverTool,
  InlineStyleSheet,
  layout,
  MultiChoice,
  MultiSelect,
  NumericInput,
  OpenURL,
  Paragraph,
  PasswordInput,
  PointDrawTool,
  PreText,
  RadioButtonGroup,
  RadioGroup,
  RangeSlider,
  type Row,
  row,
  Select,
  SetValue,
  Slider,
  Spinner,
  Switch,
  TabPanel,
  Tabs,
  TapTool,
  TextAreaInput,
  TextInput,
  Toggle,
  Tooltip,
} from "bokeh-edge"

const date = (text: string) => new Date(text)

export function slider_in_the_page(): Column {
  const x = [0, 1, 2, 3].map((i) => i * 0.005)
  const source = new ColumnDataSource({ data: { x, y: x } })
  const plot = figure({ width: 400, height: 400, x_range: [0, 1], y_range: [0, 1] })
  plot.line("x", "y", { source, line_width: 3, line_alpha: 0.6 })
  const slider = new Slider({ start: 0.1, end: 6, value: 1, step: 0.1, title: "power" })
  const callback = new CustomJS({
    args: { source, slider },
    code: "source.data = { x: source.data.x, y: source.data.x.map((x) => x ** slider.value) }",
  })
  slider.js_on_change("value", callback)
  return column(slider, plot)
}

export function linked_properties(): Column {
  const plot = figure({ width: 400, height: 400 })
  const r = plot.scatter([1, 2, 3], [3, 2, 5], { size: 8 })
  const slider = new Slider({ start: 0.1, end: 100, step: 0.1, value: 8 })
  slider.js_link("value", r.glyph, "size")
  const range_slider = new RangeSlider({ start: 0, end: 10, value: [0, 9], title: "x" })
  range_slider.js_link("value", plot.x_range, "start", { attr_selector: 0 })
  range_slider.js_link("value", plot.x_range, "end", { attr_selector: 1 })
  return layout([[range_slider], [slider, plot]])
}

export function selection_callback(): Row {
  const s1 = new ColumnDataSource({ data: { x: [1, 2, 3], y: [3, 1, 2] } })
  const p1 = figure({ width: 400, height: 400, tools: "lasso_select", title: "Select here" })
  p1.scatter("x", "y", { source: s1, alpha: 0.6 })
  const s2 = new ColumnDataSource({ data: { x: [], y: [] } })
  const p2 = figure({
    width: 400,
    height: 400,
    x_range: [0, 1],
    y_range: [0, 1],
    tools: "",
    title: "Watch here",
  })
  p2.scatter("x", "y", { source: s2, alpha: 0.6 })
  s1.selected.js_on_change(
    "indices",
    new CustomJS({ args: { s1, s2 }, code: "s2.data = {x: cb_obj.indices, y: cb_obj.indices}" }),
  )
  return row(p1, p2)
}

export function tap_opens_pages(): Figure {
  const p = figure({ width: 400, height: 400, tools: "tap,reset", title: "Click the dots" })
  const source = new ColumnDataSource({ data: { x: [1, 2], y: [2, 5], color: ["navy", "orange"] } })
  p.scatter("x", "y", { color: "color", size: 20, source })
  const tap = p.select(TapTool)
  tap.callback = new OpenURL({ url: "https://www.html-color-names.com/@color.php" })
  p.js_on_event("tap", new CustomJS({ code: "console.log(cb_obj.x)" }))
  return p
}

export function hover_in_the_page(): Figure {
  const p = figure({ width: 300, height: 300, tools: "" })
  const r = p.scatter([1, 2], [1, 2], { size: 10 })
  p.add_tools(
    new HoverTool({
      tooltips: [["lon", "$x{custom}"]],
      formatters: { $x: new CustomJSHover({ code: "return value.toFixed(2)" }) },
      renderers: [r],
      callback: new CustomJS({ code: "void 0" }),
      mode: "hline",
    }),
  )
  p.toolbar.active_inspect = null
  return p
}

export function every_widget(): Column {
  const groups = ["Option 1", "Option 2"]
  const button = new Button({ label: "Foo", button_type: "success" })
  button.js_on_event(ButtonClick, new CustomJS({ code: "console.log('clicked')" }))
  const toggle = new Toggle({ label: "Foo", active: true })
  toggle.js_on_click(new CustomJS({ code: "console.log(this.active)" }))
  const dropdown = new Dropdown({
    label: "Menu",
    button_type: "warning",
    menu: [["Item 1", "item_1"], null, ["Item 2", "item_2"]],
    split: true,
  })
  return column(
    button,
    toggle,
    dropdown,
    new CheckboxGroup({ labels: groups, active: [0, 1] }),
    new RadioGroup({ labels: groups, active: 0 }),
    new CheckboxButtonGroup({ labels: groups, active: [0] }),
    new RadioButtonGroup({ labels: groups, active: 1 }),
    new TextInput({ value: "default", title: "Label:" }),
    new TextAreaInput({ value: "a", rows: 6, title: "Area" }),
    new PasswordInput({ placeholder: "..." }),
    new NumericInput({ value: 10, low: 1, high: 100, title: "n", mode: "int" }),
    new Spinner({ low: 1, high: 40, step: 0.5, value: 4, width: 80 }),
    new Select({ title: "Option:", value: "foo", options: ["foo", "bar"] }),
    new Select({ options: { A: ["a", "b"], B: ["c"] }, value: "c" }),
    new MultiSelect({
      value: ["foo"],
      options: [
        ["foo", "FOO"],
        ["bar", "BAR"],
      ],
      size: 2,
    }),
    new MultiChoice({ value: ["foo"], options: ["foo", "bar"], max_items: 1 }),
    new AutocompleteInput({ completions: ["aa", "ab"], min_characters: 1 }),
    new ColorPicker({ color: "red", title: "c" }),
    new DatePicker({
      title: "d",
      value: "2019-09-20",
      min_date: "2019-08-01",
      max_date: "2019-10-30",
    }),
    new Switch({ active: true }),
    new Div({ text: "<b>x</b>", width: 200 }),
    new Paragraph({ text: "p" }),
    new PreText({ text: "pre" }),
    new FileInput({ accept: ".csv,.json", multiple: true }),
    new Slider({
      start: 0,
      end: 10,
      value: 1,
      step: 0.1,
      title: "s",
      tooltips: false,
      format: "0.00",
    }),
  )
}

export function sliders_of_dates(): Column {
  const [start, end] = [date("2015-01-01"), date("2017-12-31")]
  return column(
    new DateRangeSlider({ value: [date("2016-01-01"), date("2016-12-31")], start, end, step: 1 }),
    new DateSlider({ value: date("2016-01-01"), start, end, title: "d" }),
  )
}

export function tabs(): Tabs {
  const p1 = figure({ width: 300, height: 300 })
  p1.scatter([1, 2], [6, 7], { size: 20, color: "navy", alpha: 0.5 })
  const p2 = figure({ width: 300, height: 300 })
  p2.line([1, 2], [6, 7], { line_width: 3 })
  const panels = [
    new TabPanel({ child: p1, title: "circle" }),
    new TabPanel({ child: p2, title: "line", disabled: true }),
  ]
  return new Tabs({ tabs: panels, active: 0, tabs_location: "left" })
}

export function styled_widgets(): Column {
  const sheet = new InlineStyleSheet({ css: ".bk-input { color: red }" })
  const tooltip = new Tooltip({
    content: new dom.HTML({ html: "Pick <b>one</b>" }),
    position: "right",
  })
  return column(
    new TextInput({ title: "styled", stylesheets: [sheet], description: tooltip }),
    new Button({ label: "b", stylesheets: [":host { margin: 1px }"] }),
    new Div({
      text: "d",
      styles: { border: "1px solid black", "font-size": "200%" },
      css_classes: ["mine"],
    }),
    new GroupBox({
      title: "box",
      checkable: true,
      child: new Slider({ start: 0, end: 1, value: 0.5 }),
    }),
    { sizing_mode: "stretch_width" },
  )
}

export function visibility_and_values(): GridBox {
  const p = figure({ width: 300, height: 300 })
  const line = p.line([1, 2], [1, 2])
  const checkbox = new CheckboxGroup({ labels: ["line"], active: [0] })
  checkbox.js_on_change(
    "active",
    new CustomJS({ args: { line }, code: "line.visible = this.active.includes(0)" }),
  )
  const button = new Button({ label: "hide" })
  button.js_on_click(new SetValue({ obj: line, attr: "visible", value: false }))
  p.add_tools(new CustomAction({ description: "own", callback: new CustomJS({ code: "void 0" }) }))
  return grid([[checkbox, button], [p]], { sizing_mode: "fixed" })
}

export function editing_points(): Figure {
  const p = figure({
    x_range: [0, 10],
    y_range: [0, 10],
    tools: [],
    title: "Point Draw Tool",
    width: 300,
    height: 300,
  })
  const source = new ColumnDataSource({
    data: { x: [1, 5, 9], y: [1, 5, 9], color: ["red", "green", "yellow"] },
  })
  const r = p.scatter({ x: "x", y: "y", source, color: "color", size: 10 })
  const tool = new PointDrawTool({ renderers: [r], empty_value: "black", num_objects: 4 })
  p.add_tools(tool)
  p.toolbar.active_tap = tool
  return p
}
