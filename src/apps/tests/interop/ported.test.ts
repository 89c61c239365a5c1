// The ported apps and their Python: the same documents, at first and after each change that a visitor makes.

import { Document, Model } from "bokeh-edge"
import { createWorld, type TestSession, type World } from "bokeh-edge/testing"
import { expect, it } from "vitest"

import { compare, type Difference } from "../../../../worker-tests/parity/compare.ts"
import { python } from "../../../../worker-tests/support/python.ts"
import { replaceWithJson } from "../../../session/saved-document.ts"
import { ported } from "../../ported/ported.ts"
import { ENV } from "../data.ts"

type Step =
  | { readonly at: string; readonly set: Readonly<Record<string, unknown>> }
  | { readonly at: string; readonly click: true }
  | { readonly tick: number }

/** Where a column of widgets stands, and the n-th of them. */
const widget = (place: string, n: number) => `${place}.children.${n}`
const set = (at: string, value: unknown): Step => ({ at, set: { value } })

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  movies: [
    set(widget("0.children.1.children.0", 0), 0),
    set(widget("0.children.1.children.0", 1), 1995),
    set(widget("0.children.1.children.0", 3), "Climb"),
    set(widget("0.children.1.children.0", 4), "GULL"),
    set(widget("0.children.1.children.0", 6), "Year"),
  ],
  stocks: [
    set(widget("0.children.0.children.1", 0), "information"),
    set(widget("0.children.0.children.1", 1), "government"),
    {
      at: "0.children.0.children.0.renderers.0.data_source.selected",
      set: { indices: [0, 5, 9, 50] },
    },
  ],
  crossfilter: [
    set(widget("0.children.0", 0), "Species"),
    set(widget("0.children.0", 2), "Beak Depth (mm)"),
    set(widget("0.children.0", 3), "Island"),
    set(widget("0.children.0", 3), "Body Mass (g)"),
  ],
  ohlc: [], // what comes is random
  selection_histogram: [
    { at: "0.children.0.0.renderers.0.data_source.selected", set: { indices: [1, 7, 90, 300] } },
    { at: "0.children.0.0.renderers.0.data_source.selected", set: { indices: [] } },
  ],
  gapminder: [
    set("0.children.1.children.0", 17),
    { at: "0.children.1.children.1", click: true },
    { tick: 200 },
    { at: "0.children.1.children.1", click: true },
  ],
  weather: [
    set(widget("0.children.1", 0), "New York"),
    set(widget("0.children.1", 1), "Smoothed"),
    set(widget("0.children.1", 1), "Monthly"),
  ],
  export_csv: [set("0.children.0", [5_000_000, 40_000_000])],
  sliders: [
    set(widget("0.children.0", 0), "Another"),
    set(widget("0.children.0", 2), 2),
    set(widget("0.children.0", 4), 0.7),
  ],
  words: [], // the place is random
  fourier: [{ tick: 100 }, { tick: 100 }],
}

const fileOf = (name: string) => `src/apps/ported/${name}.py`
const pythons = (await python("../../src/apps/tests/interop/documents_of.py", [
  JSON.stringify(
    Object.fromEntries(Object.entries(STEPS).map(([name, steps]) => [fileOf(name), steps])),
  ),
])) as Readonly<Record<string, readonly unknown[]>>

it("compares each app", () => {
  const patterns = ported.map(({ pattern }) => pattern).filter((pattern) => pattern !== "/ported")
  expect(patterns).toEqual(Object.keys(STEPS).map((name) => `/ported/${name}`))
})

it.each(Object.entries(STEPS))("%s is Python's, whatever is changed", async (name, steps) => {
  const world = createWorld(ported, { env: ENV })
  const session = await world.open(`/ported/${name}`)
  const [first, ...others] = pythons[fileOf(name)] ?? []
  expect(differences(session.document, first)).toEqual([])
  expect(others).toHaveLength(steps.length)
  for (const [i, step] of steps.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await take(world, session, step)
    expect(differences(session.document, others[i]), `after step ${i}`).toEqual([])
  }
  expect(world.errors).toEqual([])
})

async function take(world: World, session: TestSession, step: Step): Promise<void> {
  if ("tick" in step) return world.advance(step.tick)
  const model = modelAt(session.document, step.at)
  await ("click" in step ? session.trigger(model, "button_click") : session.set(model, step.set))
}

function modelAt({ roots }: Document, place: string): Model {
  let found: unknown = roots
  for (const name of place.split(".")) {
    found = (found as Readonly<Record<string, unknown>>)[name]
  }
  if (found instanceof Model) return found
  throw new Error(`there is no model at ${place}`)
}

function differences(ours: Document, json: unknown): readonly Difference[] {
  const theirs = new Document()
  replaceWithJson(theirs, json)
  return compare(ours, theirs).filter((one) => !isRounding(one))
}

/** numpy adds in another order. */
function isRounding({ ours, pythons: theirs }: Difference): boolean {
  const [a, b] = [Number(ours), Number(theirs)]
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
}
