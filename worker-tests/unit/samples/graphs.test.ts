import { app, Button, column, Div, figure, type Figure, Range1d } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, test } from "vitest"

interface Messages {
  readonly graph: { readonly plot: Figure }
}

const graphs = app("/graphs/:room", (doc, { group, params }) => {
  const room = group<Messages>(`graphs ${params.room}`)
  const plot = figure({ title: "Mine", x_range: [0, 10], width: 300, height: 200 })
  plot.line([1, 2, 3], [4, 5, 6])
  const send = new Button({ label: "Send" })
  const page = column(send, plot)
  room.join()
  send.on_click(() => room.send("graph", { plot }))
  room.on("graph", ({ data, from }) => {
    page.children = [...page.children, new Div({ text: from.name }), data.plot]
  })
  doc.add_root(page)
})

test("a graph that is sent becomes the receiver's own, as its sender saw it, also after a restart", async () => {
  const world = createWorld([graphs])
  const [ada, bob] = [await world.open("/graphs/a"), await world.open("/graphs/a")]
  await ada.set(ada.find(Range1d), { end: 5 })
  await ada.click(ada.find(Button))
  const received = () => [...bob.document.select({ type: "Figure" })].map(({ id }) => id)
  expect(received()).toHaveLength(2)
  bob.hibernate()
  await bob.wake()
  expect(received()).toHaveLength(2)
  expect([...bob.document.select(Range1d)].map(({ end }) => end)).toContain(5)
})
