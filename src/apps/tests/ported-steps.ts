// A visitor's actions in each ported app, done both in the port and in its Python original.

import { type Document, Model } from "bokeh-edge"
import type { TestSession, World } from "bokeh-edge/testing"

import { python } from "../../../worker-tests/support/python.ts"

export type Step =
  | { readonly at: string; readonly set: Readonly<Record<string, unknown>> }
  | { readonly at: string; readonly click: true }
  | { readonly tick: number }

/** The place of a column of widgets, and the index of a widget in it. */
const widget = (place: string, n: number) => `${place}.children.${n}`
const set = (at: string, value: unknown): Step => ({ at, set: { value } })

export const STEPS: Readonly<Record<string, readonly Step[]>> = {
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
  ohlc: [], // the data is random
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

/** Python's document of each app as JSON, at first and after each step. */
export async function pythonDocuments(): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const fileOf = (name: string) => `src/apps/ported/${name}.py`
  const wanted = Object.entries(STEPS).map(([name, steps]) => [fileOf(name), steps])
  const documents = (await python("../../src/apps/tests/interop/documents_of.py", [
    JSON.stringify(Object.fromEntries(wanted)),
  ])) as Readonly<Record<string, readonly unknown[]>>
  return new Map(Object.keys(STEPS).map((name) => [name, documents[fileOf(name)] ?? []]))
}

export async function take(world: World, session: TestSession, step: Step): Promise<void> {
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
