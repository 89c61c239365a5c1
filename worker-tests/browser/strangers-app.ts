// Apps whose visitors share their work by a copy, an invitation, or their session's id. One app has its own code.

import {
  app,
  Button,
  CheckboxGroup,
  ColorPicker,
  ColumnDataSource,
  createServer,
  CustomJS,
  DataTable,
  DatePicker,
  DateRangePicker,
  Div,
  type Document,
  figure,
  FileInput,
  type Handler,
  HoverTool,
  type Model,
  MultiChoice,
  Paragraph,
  PreText,
  RadioButtonGroup,
  Select,
  Slider,
  StringFormatter,
  SVGIcon,
  TableColumn,
  TabPanel,
  Tabs,
  TextInput,
  WMTSTileSource,
} from "bokeh-edge"

const shared: Handler = (doc, context) => {
  doc.add_root(new Div({ text: "as built", name: "text" }))
  doc.on_message("publish", async () => {
    const { link } = await context.publish({ title: "Look" })
    doc.send_message("link", link)
  })
  doc.on_message("publish with", async (preview) => {
    try {
      const { link } = await context.publish({ title: "Look", preview: String(preview) })
      doc.send_message("link", `${link}&bokeh-preview`)
    } catch (error) {
      doc.send_message("link", String(error))
    }
  })
  let invited = ""
  doc.on_message("invite", (role) => {
    const { id, link } = context.invite({ role: role === "viewer" ? "viewer" : "editor" })
    invited = id
    doc.send_message("link", link)
  })
  doc.on_message("revoke", () => {
    context.revoke(invited)
    doc.send_message("link", "/board")
  })
}

/** All properties that BokehJS writes as HTML in some way. */
function everything(): readonly Model[] {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3], y: [3, 1, 2], name: ["a", "b", "c"] },
  })
  const plot = figure({
    width: 300,
    height: 200,
    title: "$$\\alpha$$ of x",
    tools: "pan,hover,save",
  })
  plot.scatter("x", "y", { source, size: 12 })
  plot.select_one(HoverTool)?.update({ tooltips: "<b>@name</b>: @y <span>$index</span>" })
  const columns = ["x", "name"].map(
    (field) => new TableColumn({ field, title: field, formatter: new StringFormatter() }),
  )
  const choices = ["one", "two"]
  return [
    plot,
    new DataTable({ source, columns, width: 300, height: 120 }),
    new Div({ text: "<b>bold</b> <a href='/board'>here</a>" }),
    new Paragraph({ text: "plain" }),
    new PreText({ text: "<pre>" }),
    new Select({ title: "Select", options: choices, value: "one" }),
    new MultiChoice({ title: "Choices", options: choices, value: ["two"] }),
    new DatePicker({ title: "Date", value: "2026-01-02", inline: true }),
    new DateRangePicker({ title: "Range", value: ["2026-01-02", "2026-01-04"], inline: true }),
    new Slider({ title: "Slider", start: 0, end: 9, value: 4 }),
    new CheckboxGroup({ labels: choices, active: [1] }),
    new RadioButtonGroup({ labels: choices, active: 0 }),
    new Button({
      label: "Icon",
      icon: new SVGIcon({
        svg: '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>',
      }),
    }),
    new Tabs({ tabs: [new TabPanel({ title: "Tab", child: new Div({ text: "in a tab" }) })] }),
    new TextInput({ title: "Text", value: "typed" }),
    new ColorPicker({ title: "Color", color: "#ff0000" }),
    new FileInput({ title: "File" }),
  ]
}

/** Resources that a document loads from another server, by each kind of model that can. */
function loading(doc: Document, at: string): void {
  const url = (name: string) => `url(${at}/${name})`
  const source = new ColumnDataSource({
    name: "pictures",
    data: { url: [`${at}/image`], x: [0], y: [0] },
  })
  const plot = figure({ width: 200, height: 200, x_range: [-1e6, 1e6], y_range: [-1e6, 1e6] })
  plot.add_tile(new WMTSTileSource({ name: "tiles", url: `${at}/tile/{Z}/{X}/{Y}` }))
  plot.image_url({ url: "url", x: "x", y: "y", w: 1e5, h: 1e5, source })
  doc.add_root(plot)
  doc.add_root(new Div({ name: "kept", text: "kept", styles: { background: url("kept") } }))
  doc.add_root(
    new Div({
      name: "styled",
      text: "styled",
      styles: { background: url("styles") },
      stylesheets: [`@import ${url("import")}; :host { list-style: ${url("sheet")} inside }`],
    }),
  )
}

const server = createServer([
  app("/board", shared),
  app("/everything", (doc, context) => {
    for (const model of everything()) doc.add_root(model)
    return shared(doc, context)
  }),
  app("/loading", (doc, context) => {
    loading(doc, String(context.env["FRIEND"]))
    return shared(doc, context)
  }),
  app("/as-asked", (doc, { request }) => {
    doc.add_root(new Div({ text: request.arguments["html"]?.[0] ?? "" }))
  }),
  app("/coded", (doc, context) => {
    const slider = new Slider({ start: 0, end: 10, value: 1, title: "coded" })
    slider.js_on_change(
      "value",
      new CustomJS({ code: "document.title = `code ran: ${cb_obj.value}`" }),
    )
    doc.add_root(slider)
    return shared(doc, context)
  }),
])

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
