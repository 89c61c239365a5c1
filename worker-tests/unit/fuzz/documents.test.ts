// Strangers' patches on a real document: each is answered, and what memory has, a fresh pull brings, and a restart brings back.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import type { Handler } from "../../../src/app/handler.ts"
import { schemaOf } from "../../../src/model/classes.ts"
import {
  Button,
  ColumnDataSource,
  Div,
  Select,
  Slider,
} from "../../../src/model/generated/models.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { isRecord } from "../../../src/util/record.ts"
import { anyEvent } from "../../support/hostile.ts"
import { propertyOf } from "../../support/plausible.ts"
import { holdsLater } from "../../support/random-test.ts"
import { Replica } from "../../support/replica.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { modelChanged } from "../../support/session.ts"

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

async function started(): Promise<RestartableSession> {
  const session = new RestartableSession(handler)
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
const ATTRS = [...new Set(built.select({}).flatMap((model) => [...stateOf(model).schema.names()]))]

describe("a document", () => {
  it("survives patches of any kind: all is answered, nothing of it is lost or differs", async () => {
    const event = fc.oneof(plausible, anyEvent(MODELS, ATTRS))
    const patches = fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { maxLength: 8 })
    const property = fc.asyncProperty(patches, async (sent) => {
      const session = await started()
      for (const events of sent) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await session.patch(...events)).toMatch(/^(?:OK|ERROR)$/)
      }
      const inMemory = meant(session.state())
      const pulled = await pull(session)
      await session.restart()
      expect(meant(session.state())).toBe(inMemory)
      expect(await pull(session)).toBe(pulled)
      expect(session.errors.filter((what) => !what.includes("callback"))).toEqual([])
    })
    await holdsLater(property, 30)
  })
})

/** The document as a client that comes now has it. */
async function pull(session: RestartableSession): Promise<string> {
  const replica = new Replica()
  replica.load(await session.pull())
  return meant(replica.state())
}

/**
 * A state without values that are the property's default: whether those were set once is of no account; and without the
 * models that are not in the document, which no client sees.
 */
function meant(state: string): string {
  const [json = "", ...buffers] = state.split("\n")
  const isDefault = (type: string, [attr, value]: readonly [string, unknown]) => {
    const property = schemaOf(type)?.property(attr)
    return property !== undefined && JSON.stringify(property.defaultValue) === JSON.stringify(value)
  }
  const cleaned: unknown = JSON.parse(json, (key, value: unknown) => {
    if (key === "detached") return []
    if (!isRecord(value) || !isRecord(value["attributes"])) return value
    const set = Object.entries(value["attributes"])
    const own = set.filter((entry) => !isDefault(String(value["name"]), entry))
    return { ...value, attributes: own.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
  })
  return [JSON.stringify(cleaned), ...buffers].join("\n")
}
