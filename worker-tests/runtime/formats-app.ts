// An app that stores data in every possible way. Later versions must read what this version stored.

import { app, ColumnDataSource, Div, figure, Slider } from "bokeh-edge"

export const formats = app("/formats", (doc, context) => {
  const slider = new Slider({ name: "slider", start: 0, end: 10, value: 1 })
  const heard = new Div({ name: "heard", text: "nothing" })
  const source = new ColumnDataSource({
    name: "source",
    data: { x: new Float64Array([1, 2]), label: ["a", "b"] },
  })
  const plot = figure({ name: "plot", title: "Formats" })
  plot.line("x", "x", { source })
  const group = context.group("formats")
  group.join({ name: "Ada", role: "host", data: { color: "red" } })
  group.on("say", ({ data }) => {
    heard.text = String(data)
  })
  slider.on_change("value", () => {
    source.stream({ x: new Float64Array([slider.value]), label: [`${slider.value}`] })
  })
  doc.add_root(slider)
  doc.add_root(heard)
  doc.add_root(plot)
  doc.add_periodic_callback(() => undefined, 3_600_000)
  doc.on_message("store", async () => {
    context.storage.put("visits", { count: 3 })
    const { link } = await context.publish({ title: "Mine", note: "a note" })
    const invitation = context.invite({ role: "viewer", expires: 60 })
    context.revoke("0badf00d")
    doc.send_message("stored", [link, invitation.link])
  })
  doc.on_message("what", () => {
    doc.send_message("here", [
      context.storage.get("visits"),
      context.snapshots.map(({ title, note, expiresAtMs }) => [title, note, expiresAtMs]),
    ])
  })
})
