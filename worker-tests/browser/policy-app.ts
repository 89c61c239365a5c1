// A Worker with documents and heads that need permissions in the page's Content-Security-Policy.

import {
  app,
  CDSView,
  ColumnDataSource,
  CustomJS,
  CustomJSFilter,
  CustomJSTickFormatter,
  CustomJSTransform,
  CanvasTexture,
  CustomJSCompare,
  CustomJSExpr,
  CustomJSHover,
  CustomJSTicker,
  DataTable,
  HoverTool,
  HTMLTemplateFormatter,
  TableColumn,
  createServer,
  Div,
  figure,
  GMapOptions,
  GMapPlot,
  html,
  Html,
  TextInput,
} from "bokeh-edge"

/** Runs each kind of CustomJS, and records that in window.ran. */
const code = app("/code", (doc) => {
  const ran = (what: string) => `(window.ran ??= []).push("${what}")`
  const plot = figure({ width: 300, height: 200, title: "$$x^2$$" })
  const source = new ColumnDataSource({ data: { x: [1, 2], y: [3, 4] } })
  const v_func = `${ran("transform")}; return xs`
  const filter = new CustomJSFilter({ code: `${ran("filter")}; return [0, 1]` })
  plot.scatter({ field: "x", transform: new CustomJSTransform({ v_func }) }, "y", {
    source,
    view: new CDSView({ filter }),
  })
  plot.xaxis[0]?.update({
    formatter: new CustomJSTickFormatter({ code: `${ran("formatter")}; return "t" + tick` }),
  })
  const input = new TextInput({ value: "a", name: "input" })
  input.js_on_change("value", new CustomJS({ code: ran("function") }))
  input.js_on_change("value", new CustomJS({ code: `export default () => ${ran("module")}` }))
  const module = `export default async () => { await null; ${ran("module: true")} }`
  input.js_on_change("value", new CustomJS({ code: module, module: true }))
  const imported = `import { what } from "https://cdn.example.org/what.mjs"
    export default () => (window.ran ??= []).push(what)`
  input.js_on_change("value", new CustomJS({ code: imported }))
  doc.add_root(plot)
  doc.add_root(input)
})

/** HTML that would act by itself. */
const acting = app("/acting", (doc) => {
  const handler = `<button onclick="window.acted = 1">handler</button>`
  const link = `<a href="javascript:window.acted = 2">link</a>`
  doc.add_root(new Div({ text: handler + link }))
})

/** The kinds of code that run only on an action of the visitor, such as hovering or sorting. */
const more = app("/more", (doc) => {
  const ran = (what: string) => `(window.ran ??= []).push("${what}")`
  const source = new ColumnDataSource({ data: { x: [1, 2], y: [3, 4] } })
  const plot = figure({ width: 300, height: 200, tools: "" })
  const texture = new CanvasTexture({ code: `${ran("texture")}; ctx.fillRect(0, 0, 4, 4)` })
  plot.vbar({
    x: "x",
    top: { expr: new CustomJSExpr({ code: `${ran("expr")}; return this.data.y` }) },
    width: 1,
    hatch_pattern: "own",
    hatch_extra: { own: texture },
    source,
  })
  const hover = new CustomJSHover({ code: `${ran("hover")}; return "is " + value` })
  plot.add_tools(new HoverTool({ tooltips: [["x", "@x{custom}"]], formatters: { "@x": hover } }))
  const major_code = `${ran("ticker")}; return [1, 1.5, 2]`
  plot.xaxis[0]?.update({ ticker: new CustomJSTicker({ major_code }) })
  const sorter = new CustomJSCompare({ code: `${ran("compare")}; return x - y` })
  const formatter = new HTMLTemplateFormatter({
    template: `<% ${ran("template")} %><b><%= value %></b>`,
  })
  const columns = [new TableColumn({ field: "x", title: "the x", sorter, formatter })]
  doc.add_root(plot)
  doc.add_root(new DataTable({ source, columns, width: 300, height: 100 }))
})

/** @param api_key as bytes, or as a string */
const map = (path: string, api_key: ArrayBuffer | string) =>
  app(path, (doc) => {
    const map_options = new GMapOptions({ lat: 30, lng: -97, zoom: 10 })
    doc.add_root(new GMapPlot({ api_key, map_options, width: 300, height: 200 }))
  })

/** @param src a script of another server */
const head = (path: string, src: string) =>
  app(path, (doc) => doc.add_root(new Div({ text: "there" })), {
    head: html`<script src="${src}"></script>${new Html("<script>window.inline = 1</script>")}`,
  })

const template = app("/template", (doc) => doc.add_root(new Div({ text: "there" })), {
  scriptSources: ["https://cdn.example.org/lib/"],
  template: ({ resources, embed }) =>
    html`<!DOCTYPE html>
      <html lang="en">
        <head>
          ${resources}
          <script src="https://cdn.example.org/lib/known.js"></script>
          <script src="https://cdn.example.org/other.js"></script>
          ${new Html("<script>window.injected = 1</script>")}
        </head>
        <body>
          ${embed()}
        </body>
      </html>`,
})

const server = createServer([
  code,
  more,
  acting,
  map("/map", Uint8Array.of(107, 101, 121).buffer),
  map("/map-by-string", "key"),
  template,
  head("/head", "https://elsewhere.example.org/lib.js"),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
