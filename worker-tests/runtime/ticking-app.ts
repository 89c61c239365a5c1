// A route whose sessions do something every minute and every two.

import { app, Div } from "bokeh-edge"

export const ticking = app("/ticking", (doc) => {
  for (const minutes of [1, 2]) {
    const ticks = new Div({ text: "0" })
    doc.add_periodic_callback(() => {
      ticks.text = `${Number(ticks.text) + minutes}`
    }, minutes * 60_000)
    doc.add_root(ticks)
  }
})
