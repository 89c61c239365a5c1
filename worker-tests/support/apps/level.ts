// A slider with versions and undo, both by messages, for tests of wakes and restarts.

import { app, column, Div, Slider, versions } from "bokeh-edge"

export const level = app(
  "/level",
  (doc, context) => {
    const slider = new Slider({ name: "level", start: 0, end: 100, value: 0 })
    const double = new Div({ name: "double", text: "0" })
    const told = new Div({ name: "told", text: "" })
    slider.on_change("value", () => void (double.text = `${2 * slider.value}`))
    const tell = (what: unknown) => void (told.text = JSON.stringify(what))
    doc.on_message("keep", (name) => void context.versions.keep(String(name)))
    doc.on_message("list", () =>
      tell(context.versions.list().flatMap(({ name }) => (name === undefined ? [] : [name]))),
    )
    doc.on_message("undo", () => tell(context.undo()))
    doc.on_message("redo", () => tell(context.redo()))
    doc.on_message("restore", (name) => {
      const found = context.versions.list().find((version) => version.name === name)
      if (found !== undefined) context.versions.restore(found.id)
    })
    context.undoable([slider, double])
    doc.add_root(column(slider, double, told))
  },
  { session: { versions: versions() } },
)
