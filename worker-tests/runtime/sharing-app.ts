// An app that shares when a message requests it, and answers with the result.

import {
  app,
  type Handler,
  Column,
  ColumnDataSource,
  CustomJS,
  Div,
  type InviteOptions,
  type PublishOptions,
  Slider,
} from "bokeh-edge"

const share: Handler<{ readonly room: string }> = (doc, context) => {
  const slider = new Slider({ start: 0, end: 10, value: 1 })
  const doubled = new Div({ text: "2" })
  slider.on_change("value", () => {
    doubled.text = `${slider.value * 2}`
  })
  doc.add_root(slider)
  doc.add_root(doubled)
  if (context.request.arguments["rebuilt"] !== undefined) doc.add_root(new Div({ text: "new" }))
  doc.on_message("keep for the owner", (word) => {
    const secret = `s3cr3t ${String(word)}`
    const source = new ColumnDataSource({ data: { a: [secret] } })
    const child = new Div({ text: secret, tags: [source] })
    const kept = doc.get_model_by_name("kept")
    if (kept instanceof Column) kept.children = [child]
    else doc.add_root(context.ownerOnly(new Column({ name: "kept", children: [child] })))
    doc.send_message("kept", { secret, child })
    doubled.text = `told ${String(word)}`
  })
  doc.on_message("grow", () => {
    doubled.text = "x".repeat(17 << 20)
  })
  doc.on_message("dress", () => {
    doc.theme = "dark_minimal"
    doc.title = "Dressed"
    slider.js_on_change(
      "value",
      new CustomJS({ args: { doubled }, code: "doubled.visible = false" }),
    )
  })
  doc.on_message("publish", async () => {
    doc.send_message("published", (await context.publish({ title: "Mine" })).link)
  })
  doc.on_message("publish some", async () => {
    const { link } = await context.publish({ title: "One", models: [doubled] })
    doc.send_message("published", link)
  })
  doc.on_message("publish with", async (options) => {
    try {
      const preview = await context.preview(doubled)
      await context.publish({ title: "", preview, ...parseOptions(options) })
      doc.send_message("listed", JSON.stringify(context.snapshots))
    } catch (error) {
      doc.send_message("listed", String(error))
    }
  })
  doc.on_message("publish at once", async (options) => {
    const published = await context.publish({ title: "", ...parseOptions(options) })
    const others = context.snapshots.filter(({ id }) => id !== published.id)
    // On a busy machine the link may have expired by now.
    doc.send_message("listed", JSON.stringify([published, ...others]))
  })
  doc.on_message("open", async (link) => {
    const copy = await context.open(String(link))
    const found = copy?.models.find((model) => model instanceof Slider)
    if (found !== undefined) doc.add_root(found)
    doc.send_message("opened", [copy?.title, found?.value])
  })
  doc.on_message("unpublish", async (id) => {
    await context.unpublish(String(id))
    doc.send_message("unpublished", context.snapshots.length)
  })
  doc.on_message("invite", (role) => {
    const expires = role === "short" ? 0.05 : 60
    try {
      const invitation = context.invite({ role: parseRole(role), expires })
      doc.send_message("invited", [invitation.id, invitation.link])
    } catch (error) {
      doc.send_message("invited", [String(error)])
    }
  })
  doc.on_message("revoke", (id) => context.revoke(String(id)))
  doc.on_message("who", () => {
    doc.send_message(
      "here",
      context.connections.map(({ role }) => role),
    )
  })
}

export const sharing = app("/sharing/:room", share)
/** A cookie leads visitors back to their session. */
export const remembered = app("/shared-and-remembered/:room", share, {
  session: { resume: "cookie" },
})

/** Guests wait while they are admitted. */
export const slowly = app("/shared-slowly/:room", share, {
  connection: {
    connect: async ({ role }) => {
      if (role !== "owner") await new Promise((resolve) => setTimeout(resolve, 300))
    },
  },
})

function parseRole(role: unknown): InviteOptions["role"] {
  return role === "short" ? "viewer" : (role as InviteOptions["role"])
}

function parseOptions(options: unknown): Partial<PublishOptions> {
  return options as Partial<PublishOptions>
}
