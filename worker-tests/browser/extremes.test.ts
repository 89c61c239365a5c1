// BokehJS can draw all numbers that clients may set: those at the bounds of src/document/extremes.ts, in Chromium.

import {
  ColorBar,
  ColumnDataSource,
  DataTable,
  Div,
  EqHistColorMapper,
  figure,
  GridBox,
  gridplot,
  Legend,
  LegendItem,
  LinearColorMapper,
  type Model,
  MultiChoice,
  ScaleBar,
  SizeBar,
  Slider,
  TableColumn,
  TextInput,
  WMTSTileSource,
} from "bokeh-edge"
import { chromium } from "playwright-core"
import { expect, it } from "vitest"

import { addBokehJs } from "../../scripts/bokehjs-page.ts"
import { CHROMIUM_FLAGS, ensureChromium } from "../../scripts/ensure-chromium.ts"
import { Document } from "../../src/document/document.ts"
import { BOUNDS } from "../../src/document/extremes.ts"
import { type HasProps, stateOf } from "../../src/model/has-props.ts"
import { getProperty, initProperty } from "../../src/model/property-value.ts"
import { toJson } from "../../src/session/saved-document.ts"

const drawn = () => figure({ width: 400, height: 400 })
const numbers = () => new ColumnDataSource({ data: { x: [1, 2, 3], y: [1, 2, 3] } })

const COLORS = ["red", "blue"]
const TRACKS = new Map([[0, { size: "auto", align: "auto" as const }]])

/** The models that have the bounded properties. */
const PARTS: Readonly<Record<string, () => Model>> = {
  line: () => {
    const plot = drawn()
    plot.line([1, 2, 3], [1, 2, 3])
    return plot
  },
  bars: () => {
    const plot = drawn()
    const circles = plot.ngon([1, 2], [1, 2], { radius: 0.2, n: 5 })
    const color_mapper = new LinearColorMapper({ palette: COLORS })
    plot.add_layout(new ColorBar({ color_mapper, location: [0, 0] }))
    const by_count = new EqHistColorMapper({ palette: COLORS })
    plot.add_layout(new ColorBar({ color_mapper: by_count, location: [0, 0] }))
    plot.add_layout(new ScaleBar({ range: plot.x_range, location: [0, 0] }))
    plot.add_layout(new SizeBar({ renderer: circles, location: [0, 0] }))
    const items = [new LegendItem({ label: "one", renderers: [circles] })]
    plot.add_layout(new Legend({ items, location: [0, 0] }))
    return plot
  },
  tiles: () => {
    const plot = drawn()
    plot.add_tile(new WMTSTileSource({ url: "http://localhost:9/{Z}/{X}/{Y}" }))
    return plot
  },
  table: () =>
    new DataTable({ source: numbers(), columns: [new TableColumn({ field: "x", title: "x" })] }),
  grid: () =>
    new GridBox({ children: [[new Div({ text: "a" }), 0, 0]], rows: TRACKS, cols: TRACKS }),
  plots: () => {
    const plots = gridplot([[drawn()]])
    plots.rows = plots.cols = TRACKS
    return plots
  },
  slider: () => new Slider({ start: -1, end: 1, value: 0, step: 0.1 }),
  input: () => new TextInput({ value: "typed" }),
  choice: () => new MultiChoice({ options: ["a", "b"], value: ["a"] }),
  beside: () => {
    const plot = figure({ width: 400, height: 400, title: "above" })
    const circles = plot.ngon([1, 2], [1, 2], { radius: 0.2, n: 5 })
    const color_mapper = new LinearColorMapper({ palette: COLORS })
    plot.add_layout(new ColorBar({ color_mapper, location: [0, 0] }), "right")
    const items = [new LegendItem({ label: "one", renderers: [circles] })]
    plot.add_layout(new Legend({ items, location: [0, 0] }), "left")
    return plot
  },
}

it("BokehJS draws a document with any of the least and greatest numbers that clients may set", async () => {
  const cases = new Map(Object.values(PARTS).flatMap(casesOf))
  const names = Array.from(cases.keys(), (what) => what.split(" ")[0] ?? "")
  const untried = BOUNDS.filter(([of, least, greatest]) => {
    return least < greatest && !names.some((name) => of.test(name))
  })
  expect(untried).toEqual([])
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const page = await browser.newPage()
    await addBokehJs(page)
    const faults: unknown[] = []
    for (const [what, json] of cases) {
      // oxlint-disable-next-line no-await-in-loop -- one document after another
      const fault = await page.evaluate(draw, json)
      if (fault !== undefined) faults.push([what, fault])
    }
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
})

/** A document for each bound of each type of model. */
function casesOf(make: () => Model): readonly (readonly [what: string, json: unknown])[] {
  return [...documentOf(make).select({})].flatMap((model, i) =>
    [...stateOf(model).schema.names()].flatMap((attr) =>
      boundsOf(`${model.type}.${attr}`).map((number) => {
        const doc = documentOf(make)
        const target = [...doc.select({})][i]
        if (target !== undefined) initProperty(target, attr, withNumber(target, attr, number))
        return [`${model.type}.${attr} = ${number}`, toJson(doc)] as const
      }),
    ),
  )
}

/** The least and the greatest number, or none for a property that no client may set. */
function boundsOf(name: string): readonly number[] {
  const [, least = 1, greatest = 0] = BOUNDS.find(([of]) => of.test(name)) ?? []
  return least > greatest ? [] : [least, greatest]
}

function documentOf(make: () => Model): Document {
  const doc = new Document()
  doc.add_root(make())
  return doc
}

/** The value with each of its numbers, or the keys of a map, replaced. */
function withNumber(model: HasProps, attr: string, number: number): unknown {
  const place = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(place)
    if (value instanceof Map) return new Map([...value.values()].map((one) => [number, one]))
    return typeof value === "object" && value !== null ? value : number
  }
  return place(getProperty(model, attr))
}

/** Runs inside the page: self-contained. */
async function draw(json: unknown): Promise<string | undefined> {
  const { Bokeh } = globalThis as unknown as {
    readonly Bokeh: {
      readonly Document: { from_json(json: unknown): unknown }
      readonly embed: {
        add_document_standalone(doc: unknown, element: object): Promise<{ remove(): void }[]>
      }
    }
  }
  const { document: page } = globalThis as unknown as {
    readonly document: {
      readonly body: { append(element: object): void }
      createElement(tag: string): { remove(): void }
    }
  }
  const element = page.createElement("div")
  page.body.append(element)
  try {
    const views = await Bokeh.embed.add_document_standalone(Bokeh.Document.from_json(json), element)
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const view of views) view.remove()
    return undefined
  } catch (error) {
    return String(error)
  } finally {
    element.remove()
  }
}
