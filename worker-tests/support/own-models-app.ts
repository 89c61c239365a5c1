// Own models in a page: values that both sides share, and bars drawn by the app's own class.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  createServer,
  CustomJS,
  DataModel,
  Div,
  type Document,
  LayoutDOM,
  model,
  property,
} from "bokeh-edge"

const Params = DataModel("Params", {
  amp: property<number>("NonNegative(Float)", 1),
  label: "none",
})

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

/** Values, bars, and buttons that change them from both sides. */
function build(doc: Document): void {
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
}

/** The script is in the page's head. */
const own = app("/own", build, { head: OwnBars.head })

/** The page does not mention the script, and loads it by itself. */
const bare = app("/bare", build)

/** Neither model exists when the page loads. */
const late = app("/late", (doc) => {
  const add = new Button({ label: "add" })
  add.on_click(() => build(doc))
  doc.add_root(add)
})

/** Sends a member's model to the others in a message. */
const room = app("/room", (doc, context) => {
  const team = context.group<{
    readonly made: { readonly bars: HasBars; readonly params: HasAmp }
  }>("own models")
  team.join()
  const send = new Button({ label: "send", disabled: true })
  team.on_presence(({ kind }) => {
    if (kind === "synced") send.disabled = false
  })
  const params = new Params({ amp: 8 })
  const bars = new OwnBars({
    data_source: new ColumnDataSource({ data: { z: [2, 2] } }),
    width: 200,
  })
  send.on_click(() => team.send("made", { bars, params }))
  const got = column(send)
  team.on("made", ({ data }) => {
    got.children = [...got.children, data.bars, new Div({ text: `amp ${data.params.amp + 1}` })]
  })
  doc.add_root(got)
})
type HasBars = InstanceType<typeof OwnBars>
type HasAmp = InstanceType<typeof Params>

/** Publishes a copy of itself. */
const copied = app("/copied", (doc, context) => {
  build(doc)
  const link = new Div({ text: "", name: "link" })
  doc.add_root(link)
  context.onCreated(async () => {
    link.text = (await context.publish({ title: "a copy" })).link
  })
})

/** For documents that Python pushes. Shows what the server knows about their models. */
const host = app("/host", (doc) => {
  doc.on_message("ask", () => {
    const params = doc.select_one(Params)
    if (params === undefined) throw new Error("no Params")
    params.on_change("amp", (_attr, old, amp) => {
      params.label = `server heard ${old} to ${amp}`
    })
    doc.send_message("answer", [
      params.label,
      params.amp,
      refusal(() => params.update({ amp: -1 })),
    ])
  })
})

/** The message of the error, if there is one. */
function refusal(action: () => void): string {
  try {
    action()
    return "accepted"
  } catch (error) {
    return String(error)
  }
}

const server = createServer([own, bare, late, room, copied, host])
// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
