import { app, column, Div, Slider } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, test } from "vitest"

const square = app("/square/:start<int>", (doc, { params }) => {
  const slider = new Slider({ start: 0, end: 10, value: params.start })
  const text = new Div({ text: "" })
  slider.on_change("value", () => {
    text.text = `${slider.value ** 2}`
  })
  doc.add_root(column(slider, text))
})

test("the text shows the square of the slider", async () => {
  const session = await createWorld([square]).open("/square/2")
  await session.set(session.find(Slider), { value: 7 })
  expect(session.find(Div).text).toBe("49")
})
