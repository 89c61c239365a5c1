import { expect, it } from "vitest"

import {
  BoxAnnotation,
  Legend,
  LegendItem,
  LinearAxis,
} from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { createSession } from "../../support/session.ts"

it("[S2] a turn sends what a callback draws and what it places one after the other, each with its buffers", async () => {
  const p = figure()
  const { pulled, session, settle } = createSession((doc) => doc.add_root(p))
  const peer = pulled()
  session.act(() => {
    p.title.text = "before"
    const drawn = p.scatter(new Float64Array([1, 2]), new Float64Array([2, 1]))
    p.width = 300
    p.add_layout(new Legend({ items: [new LegendItem({ label: "a", renderers: [drawn] })] }))
    p.add_layout(new LinearAxis(), "right")
  })
  await settle()
  const messages = peer.take()
  const attrs = messages.map(({ content }) =>
    (content as { readonly events: readonly { readonly attr: string }[] }).events.map(
      ({ attr }) => attr,
    ),
  )
  expect(attrs).toEqual([["text", "renderers", "width"], ["center"], ["right"]])
  expect(messages.map(({ buffers }) => buffers.size)).toEqual([2, 0, 0])
})

it("[S2] a turn sends moved models in one message, however many boxes and glyphs have sides", async () => {
  const p = figure()
  const boxes = Array.from({ length: 3 }, () => new BoxAnnotation({ left: 0, right: 1 }))
  for (const box of boxes) p.add_layout(box)
  const { pulled, session, settle } = createSession((doc) => doc.add_root(p))
  const peer = pulled()
  session.act(() => {
    for (const box of boxes) Object.assign(box, { left: 2, right: 3 })
  })
  await settle()
  expect(peer.takeTypes()).toEqual(["PATCH-DOC"])
})
