// Cards that a callback makes with a part, and drawers that the handler prepares, for tests of wakes and restarts.

import { app, Button, column, type Column, Div } from "bokeh-edge"

export const cards = app("/cards", (doc) => {
  const list = column()
  const card = doc.part("card", (_doc, number: number) => counter(`${number}`, "More"))
  // At most one of them is in the document.
  const drawers = ["left", "right"].map((name) => counter(name, "Count"))
  const open = column()
  doc.on_message("open", (index) => {
    open.children = drawers.filter((_drawer, i) => i === index)
  })
  doc.on_message("add", () => {
    list.children = [...list.children, card(list.children.length)]
  })
  doc.add_root(list)
  doc.add_root(open)
})

function counter(name: string, label: string): Column {
  const text = new Div({ name: `text ${name}`, text: "0" })
  const more = new Button({ name: `more ${name}`, label })
  more.on_click(() => {
    text.text = `${Number(text.text) + 1}`
  })
  return column(text, more)
}
