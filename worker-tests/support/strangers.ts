// A document with many models, and strangers' messages to it: events that are valid, nearly valid, and invalid.

import * as fc from "fast-check"

import type { Handler } from "../../src/app/handler.ts"
import { schemaOf } from "../../src/model/classes.ts"
import { Button, ColumnDataSource, Div, Select, Slider } from "../../src/model/generated/models.ts"
import { figure } from "../../src/plotting/figure.ts"
import { column } from "../../src/plotting/layouts.ts"
import { anyEvent } from "./hostile.ts"
import { propertyOf } from "./plausible.ts"
import { RestartableSession } from "./restartable.ts"
import { modelChanged } from "./session.ts"

const handler: Handler = (doc) => {
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: Float64Array.of(1, 2, 3) } })
  const plot = figure({ title: "A plot", tools: "pan,tap" })
  plot.line("x", "y", { source })
  const slider = new Slider({ start: 0, end: 10, value: 1 })
  const log = new Div({ text: "" })
  const select = new Select({ options: ["a", "b"], value: "a" })
  const button = new Button({ label: "more" })
  const box = column(slider, log, select, button, plot)
  slider.on_change("value", (_attr, _old, value) => {
    log.text = String(value)
    source.stream({ x: [value], y: [value] }, 5)
  })
  button.on_event("button_click", () => {
    box.children = [...box.children, new Div({ text: "more" })]
  })
  doc.on_message("say", (data) => {
    log.tags = [data]
  })
  doc.add_root(box)
}

/** A session of the document, with one client that has pulled. */
export async function started(): Promise<RestartableSession> {
  const session = new RestartableSession(handler, { mayBringCode: false })
  await session.restart()
  return session
}

const { document: built } = await started()
const PROPERTIES = built
  .select({})
  .flatMap(({ id, type }) =>
    [...(schemaOf(type)?.names() ?? [])].map((attr) => ({ id, type, attr })),
  )
const plausible = fc
  .constantFrom(...PROPERTIES)
  .chain(({ id, type, attr }) =>
    propertyOf(type, attr).map((value) => modelChanged(id, attr, value)),
  )
const MODELS = [...built.select({}).map(({ id }) => id), "nope"]
const ATTRS = [...new Set(PROPERTIES.map(({ attr }) => attr))]
const event = fc.oneof(plausible, anyEvent(MODELS, ATTRS))

/** The events of each PATCH-DOC. */
export const anyPatches = fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), {
  maxLength: 8,
})
