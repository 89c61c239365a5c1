// Own models, in a page: values that both sides share, and bars drawn by a class of the app's.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  createServer,
  CustomJS,
  DataModel,
  Div,
  LayoutDOM,
  model,
  property,
} from "bokeh-edge"

const Params = DataModel("Params", { amp: 1, label: "none" })

const OwnBars = model(
  "OwnBars",
  {
    z: "z",
    data_source: property<ColumnDataSource | null>("Nullable(Ref(ColumnDataSource))", null),
  },
  {
    extends: LayoutDOM,
    script: `
      const { LayoutDOM, LayoutDOMView } = Bokeh.require("models/layouts/layout_dom")
      const { ColumnDataSource } = Bokeh.require("models/sources/column_data_source")
      class OwnBarsView extends LayoutDOMView {
        get child_models() { return [] }
        connect_signals() { super.connect_signals(); this.connect(this.model.data_source.change, () => this.draw()) }
        render() { super.render(); this.box = document.createElement("pre"); this.shadow_el.append(this.box); this.draw() }
        draw() { this.box.textContent = [...this.model.data_source.get(this.model.z)].map((v) => "#".repeat(v)).join(" ") }
      }
      class OwnBars extends LayoutDOM {
        static __name__ = "OwnBars"
        static { this.prototype.default_view = OwnBarsView; this.define(({ Str, Ref, Nullable }) => ({ z: [Str, "z"], data_source: [Nullable(Ref(ColumnDataSource)), null] })) }
      }
      Bokeh.Models.register(OwnBars)`,
  },
)

const own = app(
  "/own",
  (doc) => {
    const params = new Params({ amp: 2, name: "params" })
    const said = new Div({ text: "nothing said" })
    params.on_change("amp", (_attr, old, amp) => {
      said.text = `heard ${old} to ${amp}`
    })
    const source = new ColumnDataSource({ data: { z: [1, 2, 3] } })
    const inPage = new Button({ label: "in the page" })
    inPage.js_on_click(new CustomJS({ args: { params }, code: "params.amp = params.amp + 5" }))
    const onServer = new Button({ label: "on the server" })
    onServer.on_click(() => {
      params.label = "from the server"
      source.data = { z: [4, 1] }
    })
    params.js_on_change(
      "label",
      new CustomJS({ args: { params }, code: "globalThis.told = params.label" }),
    )
    doc.add_root(column(said, inPage, onServer, new OwnBars({ data_source: source, width: 200 })))
    doc.add_root(params)
  },
  { head: OwnBars.head },
)

const server = createServer([own])
// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
