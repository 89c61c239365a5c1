import { describe, expect, it } from "vitest"

import { accepts } from "../../../src/model/accepts.ts"
import { modelTypes, schemaOf } from "../../../src/model/classes.ts"
import {
  AdaptiveTicker,
  BoxSelectTool,
  DatetimeTicker,
  GMapPlot,
  LayoutDOM,
  Plot,
  TeeHead,
  Whisker,
} from "../../../src/model/generated/models.ts"
import { KINDS } from "../../../src/model/generated/table.ts"
import { HasProps } from "../../../src/model/has-props.ts"
import { parseKind } from "../../../src/model/kind.ts"
import { getProperty } from "../../../src/model/property-value.ts"
import { ModelDefault } from "../../../src/model/property.ts"
import { createModel } from "../../../src/model/registry.ts"
import { Field } from "../../../src/serialization/values.ts"

/** One of each form that a default can have. */
const DEFAULTS: readonly (readonly [type: string, name: string, value: unknown])[] = [
  ["Slider", "step", 1],
  ["Slider", "start", undefined],
  ["Model", "name", null],
  ["Model", "subscribed_events", new Set()],
  ["Model", "js_property_callbacks", {}],
  ["DataRange1d", "max_interval", null],
  ["Scatter", "size", 4],
  ["Scatter", "marker", "circle"],
  ["Scatter", "x", new Field("x")],
  ["Line", "line_dash", []],
  ["Selection", "multiline_indices", new Map()],
  ["LinearAxis", "dimension", "auto"],
  ["BasicTicker", "mantissas", [1, 2, 5]],
  ["Minimum", "initial", Infinity],
  ["DataRange", "start", NaN],
  ["AdaptiveTicker", "num_minor_ticks", 5],
  ["DatetimeTicker", "num_minor_ticks", 0],
]

describe("the generated table", () => {
  it("has every model that BokehJS registers, and their subclasses", () => {
    expect(modelTypes().length).toBeGreaterThanOrEqual(406)
    expect(modelTypes()).toEqual(expect.arrayContaining(["DocumentConfig", "Notifications"]))
  })

  it.each(DEFAULTS)("gives %s.%s the default %o", (type, name, value) => {
    expect(schemaOf(type)?.property(name)?.defaultValue).toEqual(value)
  })

  it("has defaults that are models with values of their own", () => {
    expect(new Whisker().upper_head).toBeInstanceOf(TeeHead)
    expect(getProperty(new Whisker().upper_head ?? new HasProps(), "size")).toBe(10)
    expect(new BoxSelectTool().overlay.level).toBe("overlay")
    const [first] = new DatetimeTicker().tickers
    expect(first).toBeInstanceOf(AdaptiveTicker)
    expect(first?.num_minor_ticks).toBe(0)
    expect(new DatetimeTicker().tickers).not.toBe(new DatetimeTicker().tickers)
  })

  it("has the inheritance of BokehJS", () => {
    expect(new Plot()).toBeInstanceOf(HasProps)
    expect(schemaOf("DatetimeTicker")?.isA("Ticker")).toBe(true)
    expect([new Plot().width, new GMapPlot().width, new LayoutDOM().width]).toEqual([
      600,
      600,
      null,
    ])
  })

  it("has defaults that their own kinds accept and that nobody can change", () => {
    const wrong = allProperties().flatMap(({ path, property: { kind, defaultValue } }) => {
      const value = defaultValue instanceof ModelDefault ? defaultValue.make() : defaultValue
      if (value !== undefined && !accepts(kind, value)) return [path]
      return Array.isArray(defaultValue) && !Object.isFrozen(defaultValue) ? [path] : []
    })
    expect(wrong).toEqual([])
  })

  it("lets every model be made and every property be read", () => {
    for (const type of modelTypes()) {
      const model = createModel(type)
      for (const name of schemaOf(type)?.names() ?? []) getProperty(model, name)
      expect(model.type).toBe(type)
    }
  })

  it("has no property that hides a member of HasProps", () => {
    const names = new Set(allProperties().map(({ name }) => name))
    expect([...names].filter((name) => name in HasProps.prototype)).toEqual([])
  })

  it("has no kind that can't be parsed", () => {
    const kinds = KINDS.split("\n")
    const open = kinds.filter((kind) => parseKind(kind).type === "any")
    expect(kinds.length).toBeGreaterThan(300)
    expect(open).toEqual(["Unknown"])
  })
})

function allProperties() {
  return modelTypes().flatMap((type) => {
    const schema = schemaOf(type)
    return [...(schema?.names() ?? [])].flatMap((name) => {
      const property = schema?.property(name)
      return property === undefined ? [] : [{ path: `${type}.${name}`, name, property }]
    })
  })
}
