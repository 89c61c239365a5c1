// Every model, sent with all properties and defaults, is loaded by BokehJS with the values that it would set itself.

import { chromium } from "playwright-core"
import { expect, it } from "vitest"

import { addBokehJs } from "../../scripts/bokehjs-page.ts"
import { CHROMIUM_FLAGS, ensureChromium } from "../../scripts/ensure-chromium.ts"
import { Document } from "../../src/document/document.ts"
import { modelTypes } from "../../src/model/classes.ts"
import * as models from "../../src/model/generated/models.ts"
import { type HasProps, stateOf } from "../../src/model/has-props.ts"
import type { Kind } from "../../src/model/kind.ts"
import { getProperty, initProperty } from "../../src/model/property-value.ts"
import { createModel } from "../../src/model/registry.ts"
import { toJson } from "../../src/session/saved-document.ts"
import { unreachable } from "../../src/util/unreachable.ts"

/** For each type that is only a parent of others, a type that BokehJS can make. */
const CONCRETE: Readonly<Record<string, string>> = {
  Coordinate: "XY",
  CoordinateTransform: "PolarTransform",
  Filter: "AllIndices",
  HasProps: "Div",
  Model: "Div",
}
/** Required properties that need a particular value. */
const SAMPLES: Readonly<Record<string, () => unknown>> = {
  "AjaxDataSource.data_url": () => "http://localhost/none",
  "CompositeTicker.tickers": () => [createModel("BasicTicker")],
  "GeoJSONDataSource.geojson": () =>
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}]}',
  "LineEditTool.intersection_renderer": lineRenderer,
  "LineTool.intersection_renderer": lineRenderer,
  "ServerSentDataSource.data_url": () => "http://localhost/none",
}
/** Aliases of properties. */
const ALIASES = ["toggleable"]
/** A model that BokehJS registers and can't make. */
const ABSTRACT = ["WebDataSource"]

it("every model has defaults that BokehJS reads as its own", async () => {
  expect(Object.keys(models).length).toBeGreaterThan(400)
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const page = await browser.newPage()
    await addBokehJs(page)
    const types = modelTypes().filter((type) => !ABSTRACT.includes(type))
    const saved = types.map((type) => [type, toJson(documentOf(type))] as const)
    const results = await page.evaluate(readInPage, saved)
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([])
    expect(results.filter(({ isKnown }) => isKnown).length).toBeGreaterThanOrEqual(
      406 - ABSTRACT.length,
    )
  } finally {
    await browser.close()
  }
})

/** One model as the only root, with all defaults, and a value for each required property. */
function documentOf(type: string): Document {
  const doc = new Document()
  doc.add_root(filled(type))
  for (const model of doc.roots) {
    for (const name of stateOf(model).schema.names()) {
      const value = getProperty(model, name)
      if (value !== undefined) initProperty(model, name, value)
    }
  }
  return doc
}

function lineRenderer(): HasProps {
  const parts = { glyph: filled("Line"), data_source: filled("ColumnDataSource") }
  return createModel("GlyphRenderer", parts)
}

function filled(type: string): HasProps {
  const model = createModel(type)
  const { schema } = stateOf(model)
  for (const name of schema.names()) {
    const property = schema.property(name)
    if (property === undefined || ALIASES.includes(name)) continue
    if (getProperty(model, name) !== undefined) continue
    const sample = SAMPLES[`${type}.${name}`] ?? (() => sampleOf(property.kind))
    initProperty(model, name, sample())
  }
  return model
}

function sampleOf(kind: Kind): unknown {
  switch (kind.type) {
    case "string":
      return `${kind.prefix}text`
    case "optional":
    case "distinct":
      return sampleOf(kind.kind)
    case "array":
      return []
    case "set":
      return new Set()
    case "bool":
      return true
    case "null":
    case "any":
      return null
    case "bytes":
      return new ArrayBuffer(0)
    case "color":
      return "red"
    case "geojson":
      return '{"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [0, 0]}]}'
    case "number":
    case "spec":
      return 1
    case "enum":
      return [...kind.values][0]
    case "ref":
      return filled(CONCRETE[kind.model] ?? kind.model)
    case "or":
      return sampleOf(kind.kinds[0] ?? { type: "any" })
    case "list":
      return kind.isNonEmpty ? [sampleOf(kind.item)] : []
    case "dict":
    case "struct":
    case "columns":
      return {}
    case "tuple":
      return kind.items.map(sampleOf)
    default:
      return unreachable(kind)
  }
}

interface Result {
  readonly type: string
  readonly isKnown: boolean
  readonly problem?: string
}

interface BokehModel {
  readonly type: string
  readonly properties: Readonly<
    Record<string, { readonly is_unset: boolean; get_value(): unknown }>
  >
}
interface Bokeh {
  require(name: "document"): {
    readonly Document: { from_json(json: unknown): { roots(): readonly BokehModel[] } }
  }
  require(name: "core/util/eq"): { is_equal(a: unknown, b: unknown): boolean }
  readonly Models: {
    get(name: string): (new () => BokehModel) | null
  }
}

/** Runs inside the page: self-contained. */
function readInPage(saved: readonly (readonly [string, unknown])[]): readonly Result[] {
  const { Bokeh } = globalThis as unknown as { readonly Bokeh: Bokeh }
  const { Document: PageDocument } = Bokeh.require("document")
  const eq = Bokeh.require("core/util/eq")

  /** Any two models of one type count as equal, and so do values that BokehJS can't compare. */
  const isSame = (a: unknown, b: unknown): boolean => {
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
      return eq.is_equal(a, b)
    if ("field" in a && "field" in b) return a.field === b.field
    if (a instanceof Map) return isSame(Object.fromEntries(a), b)
    if (b instanceof Map) return isSame(a, Object.fromEntries(b))
    if ("properties" in a) return a.constructor === b.constructor
    if (Array.isArray(a) && Array.isArray(b)) {
      return a.length === b.length && a.every((item, i) => isSame(item, b[i]))
    }
    try {
      return eq.is_equal(a, b)
    } catch {
      return a.constructor === b.constructor
    }
  }

  /** Undefined for a required property. */
  const make = (cls: new () => BokehModel): BokehModel | undefined => {
    try {
      return new cls()
    } catch {
      return undefined
    }
  }

  return saved.map(([type, json]) => {
    const cls = Bokeh.Models.get(type)
    if (cls === null) return { type, isKnown: false }
    try {
      const [root] = PageDocument.from_json(json).roots()
      const own = make(cls)
      const different = Object.entries(root?.properties ?? {}).filter(([name, property]) => {
        const other = own?.properties[name]
        if (other === undefined || property.is_unset || other.is_unset) return false
        return !isSame(property.get_value(), other.get_value())
      })
      const problem = root === undefined ? "no root" : different.map(([name]) => name).join(", ")
      return { type, isKnown: true, ...(problem !== "" && { problem }) }
    } catch (error) {
      return { type, isKnown: true, problem: String(error) }
    }
  })
}
