// An app that shows its owner the links to it, and viewers a page for viewers. Its messages to others name their author.

import {
  app,
  Button,
  column,
  createServer,
  CustomJS,
  Div,
  figure,
  type Handler,
  Slider,
  viewers,
} from "../../src/api.ts"

const handler: Handler = (doc, context) => {
  const slider = new Slider({ title: "Level", start: 0, end: 9, value: 3 })
  const shown = new Div({ text: "level 3" })
  slider.on_change("value", (_attr, _old, value) => void (shown.text = `level ${value}`))
  const plot = figure({ width: 300, height: 150 })
  plot.line([1, 2, 3], [1, 3, 2])
  const local = new Button({ label: "Only here" })
  local.js_on_event("button_click", new CustomJS({ code: "document.title = 'clicked'" }))
  const later = new Button({ label: "Later" })
  const links = new Div({ name: "links", render_as_text: true })
  const who = new Div({ name: "who", render_as_text: true })
  const asked = new Div({ name: "asked", render_as_text: true })
  const heard = new Div({ render_as_text: true })
  const levels = context.group("levels")
  levels.join({ name: "Ann" })
  levels.on("level", ({ from: { name, guest } }) => {
    heard.text = `${name} has told it, by ${guest?.role ?? "nobody else"}`
  })
  const tell = new Button({ label: "Tell the others" })
  tell.on_click(() => levels.send("level", slider.value))
  const invite = new Button({ label: "Invite" })
  invite.on_click(() => {
    links.text = context.invite({ role: "viewer", by: "Ann" }).link
  })
  const revoke = new Button({ label: "Revoke" })
  revoke.on_click(async () => {
    for (const { id } of await context.links.list()) void context.links.revoke(id)
  })
  context.on_connections(() => {
    who.text = `${context.viewers.length} watching`
  })
  context.on_edit_request((request) => {
    asked.text = "somebody asks to edit"
    request.allow()
  })
  const page = column(slider, shown, plot, local, invite, tell, heard)
  later.on_click(() => void (page.children = [...page.children, new Button({ label: "New" })]))
  doc.add_root(page)
  doc.add_root(context.ownerOnly(column(later, revoke, links, who, asked)))
}

const server = createServer([
  app("/level", handler, { viewers: viewers({ requests: true }), title: "Level" }),
  app("/plain", handler, { title: "Level" }),
  app("/class/:id", handler, {
    auth: ({ headers }) => {
      const [, role = "viewer"] = /role=(\w+)/.exec(headers.get("Cookie") ?? "") ?? []
      return { id: role, role }
    },
    viewers: viewers(),
    session: { shared: "path" },
  }),
  app("/brief", handler, { viewers: viewers({ requests: true }), session: { keep: 1 } }),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
