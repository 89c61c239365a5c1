// A Worker for documents of Panel, HoloViews and ipywidgets that Python pushed or saved, or that were copied.

import { app, createServer, Div, fromJson } from "bokeh-edge"

const DIST = "https://files.example.org"
const TABULATOR = "panel/dist/bundled/datatabulator/tabulator-tables@6.4.0/dist/js/tabulator.min.js"

/** The document that Python saved, and a link to a copy of it. */
const saved = app(
  "/saved",
  async (doc, context) => {
    await fromJson(String(context.env["SAVED"]))(doc, context)
    const link = new Div({ text: "", name: "link" })
    context.onCreated(async () => {
      link.text = (await context.publish({ title: "a copy" })).link
    })
    doc.add_root(link)
  },
  { title: "What Python saved" },
)

const server = createServer([app("/host", () => undefined), saved], {
  extensions: {
    panel: [`${DIST}/${TABULATOR}`, `${DIST}/panel/dist/panel.js`],
    ipywidgets_bokeh: [`${DIST}/ipywidgets_bokeh/dist/ipywidgets_bokeh.js`],
  },
})

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
