// Cards that a callback makes with a part: for tests of what lives on.

import { app, Button, column, Div } from "bokeh-edge"

export const cards = app("/cards", (doc) => {
  const list = column()
  const card = doc.part("card", (_doc, number: number) => {
    const text = new Div({ name: `text ${number}`, text: "0" })
    const more = new Button({ name: `more ${number}`, label: "More" })
    more.on_click(() => {
      text.text = `${Number(text.text) + 1}`
    })
    return column(text, more)
  })
  doc.on_message("add", () => {
    list.children = [...list.children, card(list.children.length)]
  })
  doc.add_root(list)
})
