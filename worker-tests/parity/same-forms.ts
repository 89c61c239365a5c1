// Values that compare.ts treats as equal, each in two forms, to be drawn both ways.

import type { NDArray } from "../../src/api.ts"
import {
  DatePicker,
  Document,
  figure,
  GlyphRenderer,
  GraphRenderer,
  type Figure,
  ndarray,
  Scatter,
  Span,
  StaticLayoutProvider,
  type StaticLayoutProviderProperties,
  value,
} from "../../src/api.ts"
import type { Value } from "../../src/serialization/values.ts"

const DAY = 86_400_000
const PLACES = { a: [0, 0], b: [1, 1] }
const DAYS = [0, 1, 2, 3].map((day) => day * DAY)

export const SAME_FORMS: Readonly<Record<string, readonly [Document, Document]>> = {
  "times and numbers": [dated(DAYS.map((day) => new Date(day))), dated(DAYS)],
  "lists and typed arrays": [drawn([1, 2, 3]), drawn(Float64Array.of(1, 2, 3))],
  "typed arrays of two kinds": [drawn(Int32Array.of(1, 2, 3)), drawn(Float64Array.of(1, 2, 3))],
  "arrays with one dimension and without a shape": [
    drawn(ndarray([1, 2, 3], { shape: [3] })),
    drawn([1, 2, 3]),
  ],
  "value(20) and 20": [drawn([1, 2, 3], value(20)), drawn([1, 2, 3], 20)],
  'value("red") and "red"': [colored(value("red")), colored("red")],
  "days as times and as numbers": [picker(new Date(3 * DAY)), picker(3 * DAY)],
  "sets in any order": [listening("tap", "reset", "panend"), listening("panend", "tap", "reset")],
  "maps and objects of strings": [network(new Map(Object.entries(PLACES))), network(PLACES)],
}

/** The only set of strings in the models. */
function listening(...events: readonly string[]): Document {
  const p = figure({ width: 300, height: 200 })
  p.scatter([1, 2], [1, 2], { size: 20 })
  p.subscribed_events = new Set(events)
  return inDocument(p)
}

function colored(color: Value | string): Document {
  const p = figure({ width: 300, height: 200 })
  p.scatter([1, 2], [1, 2], { size: 20, color })
  return inDocument(p)
}

function picker(day: Date | number): Document {
  return inDocument(new DatePicker({ value: day }))
}

type Numbers = readonly number[] | Float64Array | Int32Array | NDArray

function drawn(y: Numbers, size: Value | number = 20): Document {
  const p = figure({ width: 300, height: 200 })
  p.scatter([1, 2, 3], y, { size })
  return inDocument(p)
}

function dated(x: readonly (Date | number)[]): Document {
  const p = figure({ width: 300, height: 200, x_axis_type: "datetime" })
  p.line(x, [1, 3, 2, 4])
  p.add_layout(new Span({ location: x[1] ?? 0, dimension: "height" }))
  return inDocument(p)
}

function network(graph_layout: StaticLayoutProviderProperties["graph_layout"]): Document {
  const p = figure({ width: 300, height: 200, x_range: [-1, 2], y_range: [-1, 2] })
  const graph = new GraphRenderer({ layout_provider: new StaticLayoutProvider({ graph_layout }) })
  graph.node_renderer = new GlyphRenderer({
    glyph: new Scatter({ size: 20 }),
    data_source: graph.node_renderer.data_source,
  })
  graph.node_renderer.data_source.data = { index: ["a", "b"] }
  graph.edge_renderer.data_source.data = { start: ["a"], end: ["b"] }
  p.renderers = [graph]
  return inDocument(p)
}

function inDocument(p: Figure | DatePicker): Document {
  const document = new Document()
  document.add_root(p)
  return document
}
