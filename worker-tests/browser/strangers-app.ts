// Apps whose visitors pass on what they made: by a copy, an invitation, or their session's id. One has code of its own.

import { app, createServer, CustomJS, Div, type Handler, Slider } from "bokeh-edge"

const shared: Handler = (doc, context) => {
  doc.add_root(new Div({ text: "as built", name: "text" }))
  doc.on_message("publish", async () => {
    const { link } = await context.publish({ title: "Look" })
    doc.send_message("link", link)
  })
  doc.on_message("invite", (role) => {
    const { link } = context.invite({ role: role === "viewer" ? "viewer" : "editor" })
    doc.send_message("link", link)
  })
}

const server = createServer([
  app("/board", shared),
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
