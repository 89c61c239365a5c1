// Apps with many kinds of models. Attackers set values on them that would run code, and share the result. See
// models-as-attack.test.ts.

import {
  app,
  Button,
  CategoricalSlider,
  ColumnDataSource,
  createServer,
  CustomAction,
  DataTable,
  DateSlider,
  Div,
  type Document,
  Dropdown,
  figure,
  type Handler,
  HelpButton,
  HoverTool,
  HTMLTemplateFormatter,
  Markdown,
  Model,
  MultiChoice,
  OpenURL,
  Paragraph,
  RadioButtonGroup,
  Select,
  StringFormatter,
  TableColumn,
  TabPanel,
  Tabs,
  TapTool,
  Tooltip,
} from "bokeh-edge"

function addPlot(doc: Document, same_tab: boolean): void {
  const source = new ColumnDataSource({
    name: "source",
    data: { url: ["/picture.png"], x: [1], y: [1], word: ["word"] },
  })
  const plot = figure({ name: "plot", width: 400, height: 300, title: "plain", tools: "pan" })
  if (plot.title !== null && typeof plot.title !== "string") plot.title.name = "title"
  plot.scatter("x", "y", { source, size: 40, legend_label: "legend", name: "scatter" })
  plot.image_url({ url: "url", x: "x", y: "y", w: 1, h: 1, anchor: "center", source })
  // The app's own models, which open URLs from a column.
  const open = new OpenURL({ name: "open", url: "@url", same_tab })
  plot.add_tools(
    new TapTool({ name: "tap", callback: open }),
    new HoverTool({ name: "hover" }),
    new CustomAction({ name: "action", description: "action" }),
  )
  const legend = plot.legend[0]
  if (legend !== undefined) legend.update({ name: "legend" })
  const column = new TableColumn({
    name: "column",
    field: "word",
    title: "word",
    formatter: new StringFormatter({ name: "formatter" }),
  })
  doc.add_root(plot)
  doc.add_root(new DataTable({ name: "table", source, columns: [column], width: 300, height: 90 }))
}

/** The app's own template, which uses a column as HTML. */
function addTemplate(doc: Document): void {
  const source = new ColumnDataSource({ name: "rows", data: { word: ["word"] } })
  const formatter = new HTMLTemplateFormatter({ template: "<%= value %>" })
  const columns = [new TableColumn({ field: "word", title: "word", formatter })]
  doc.add_root(new DataTable({ source, columns, width: 300, height: 90 }))
}

function addWidgets(doc: Document): void {
  const labels = ["one", "two"]
  doc.add_root(new Select({ name: "select", title: "Select", options: labels, value: "one" }))
  doc.add_root(new MultiChoice({ name: "choice", options: labels, value: ["one"] }))
  doc.add_root(new RadioButtonGroup({ name: "radio", labels, active: 0 }))
  doc.add_root(new Dropdown({ name: "dropdown", label: "Menu", menu: labels }))
  doc.add_root(new Button({ name: "button", label: "Press" }))
  doc.add_root(new Paragraph({ name: "paragraph", text: "plain" }))
  doc.add_root(new Markdown({ name: "markdown", text: "plain" }))
  const days = { start: 0, end: 86_400_000, value: 0 }
  doc.add_root(new DateSlider({ name: "days", title: "Days", ...days }))
  doc.add_root(new CategoricalSlider({ name: "sizes", categories: ["s", "l"], value: "s" }))
  const tooltip = new Tooltip({ name: "tooltip", content: "tip", position: "right" })
  doc.add_root(new HelpButton({ name: "help", tooltip }))
  const child = new Div({ name: "div", text: "all is drawn" })
  doc.add_root(
    new Tabs({ name: "tabs", tabs: [new TabPanel({ name: "tab", title: "Tab", child })] }),
  )
}

const board: Handler = (doc, context) => {
  addPlot(doc, doc.roots.length > 0)
  addWidgets(doc)
  const room = context.group<{ readonly graph: { readonly models: readonly Model[] } }>("board")
  room.join()
  doc.on_message("send", () => room.send("graph", { models: modelsIn(doc.roots) }))
  doc.on_message("send-given", (models) => room.send("graph", { models: modelsIn(models) }))
  room.on("graph", ({ data: { models } }) => {
    for (const model of models) doc.add_root(model)
  })
  doc.on_message("publish", async () => {
    const { link } = await context.publish({ title: "Look" })
    doc.send_message("link", link)
  })
  doc.on_message("invite", (role) => {
    const { link } = context.invite({ role: role === "viewer" ? "viewer" : "editor" })
    doc.send_message("link", link)
  })
}

/** Any value that a visitor's page has sent, even one that is no model. */
function modelsIn(data: unknown): readonly Model[] {
  return (Array.isArray(data) ? data : [data]).filter((one) => one instanceof Model)
}

/** All visitors see the same session, and can change it. */
const wall: Handler = (doc) => {
  addPlot(doc, false)
  addWidgets(doc)
  doc.add_root(new Div({ name: "own", text: "<b class='own'>the app's own</b>" }))
}

const server = createServer([
  app("/wall", wall, { origins: ["*"], session: { shared: "path" } }),
  app("/board", board, { origins: ["*"] }),
  app("/template", (doc, context) => {
    addTemplate(doc)
    return board(doc, context)
  }),
])

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
