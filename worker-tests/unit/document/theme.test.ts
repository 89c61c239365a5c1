import { describe, expect, it } from "vitest"

import { encodeDocument } from "../../../src/document/document-json.ts"
import { Document } from "../../../src/document/document.ts"
import {
  Axis,
  Circle,
  DatetimeAxis,
  Line,
  LinearAxis,
  Plot,
  Scatter,
  Title,
  Toggle,
} from "../../../src/model/generated/models.ts"
import { THEMES } from "../../../src/model/generated/themes.ts"
import { Theme, type ThemeJson, type ThemeName } from "../../../src/model/theme.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { Field } from "../../../src/serialization/values.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const DARK = THEMES.dark_minimal.attrs.Plot.background_fill_color

function themed<T extends Plot>(model: T, json: ThemeJson): T {
  const doc = new Document()
  doc.theme = new Theme({ json })
  doc.add_root(model)
  return model
}

describe("a theme", () => {
  it("sets other defaults for unset properties, also of derived types", () => {
    const plot = new Plot({
      below: [new DatetimeAxis(), new LinearAxis({ axis_line_color: "red" })],
    })
    const attrs = {
      Axis: { axis_line_color: "blue", axis_label_standoff: 9 },
      DatetimeAxis: { axis_label_standoff: 10 },
    }
    const [datetime, linear] = themed(plot, { attrs }).select(Axis)
    expect([datetime?.axis_line_color, linear?.axis_line_color]).toEqual(["blue", "red"])
    expect([datetime?.axis_label_standoff, linear?.axis_label_standoff]).toEqual([10, 9])
  })

  it("applies to figures and to the lines, fills and texts of all glyphs", () => {
    const plot = figure()
    plot.add_layout(new Title({ text: "a" }))
    const { glyph: line } = plot.line([1, 2], [1, 2])
    const { glyph: dots } = plot.scatter([1, 2], [1, 2])
    themed(plot, {
      attrs: { figure: { width: 222 }, Scatter: { line_width: 7, hatch_color: "kind" } },
      line_defaults: { line_width: 3, line_dash: "dashed" },
      fill_defaults: { hatch_color: "red" },
    })
    expect(plot.width).toBe(222)
    expect(line).toMatchObject({ line_width: 3, line_dash: [6] })
    expect(dots).toMatchObject({ line_width: 7, line_dash: "dashed" })
    expect(dots).toMatchObject({ hatch_color: new Field("kind") })
    expect([line, dots].map(({ type }) => type)).toEqual([Line.schema.type, Scatter.schema.type])
  })

  it.each(Object.keys(THEMES))(
    "named %s is one of Bokeh's, and is sent with the document",
    (name) => {
      const doc = new Document()
      doc.theme = name as ThemeName
      doc.add_root(new Plot({ title: new Title({ text: "t" }) }))
      const { text_color } = THEMES[name as ThemeName].attrs.Title
      expect(JSON.stringify(encodeDocument(doc).doc)).toContain(`"text_color":"${text_color}"`)
    },
  )

  it.each<readonly [string, ThemeJson, string]>([
    ["types", { attrs: { Axs: {} } }, "theme: unknown type 'Axs', did you mean 'Axis'?"],
    ["properties", { attrs: { Axis: { colour: 1 } } }, "Axis: unknown property 'colour'"],
    ["values", { attrs: { Plot: { width: "wide" } } }, "Plot.width must be"],
    ["defaults", { line_defaults: { line_width: 2, linewidth: 1 } }, "Line: unknown property"],
    ["blocks", JSON.parse('{"attrs": {"Plot": 5}}') as ThemeJson, "theme: Plot must be an object"],
  ])("rejects wrong %s", (_name, json, message) => {
    expect(() => new Theme({ json })).toThrow(message)
  })

  it("rejects an unknown name", () => {
    const doc = new Document()
    const name = "dark_minimum" as ThemeName
    expect(() => {
      doc.theme = name
    }).toThrow("unknown theme 'dark_minimum', did you mean 'dark_minimal'?")
  })
})

describe("a change of the theme", () => {
  it("changes unset properties, notifies callbacks and clients, and keeps values that were set", async () => {
    const plot = new Plot({ outline_line_color: "red" })
    const seen: unknown[] = []
    plot.on_change("background_fill_color", (...args) => void seen.push(args))
    const { document, join: open, settle } = createSession((doc) => doc.add_root(plot))
    const peer = open()
    document.theme = "dark_minimal"
    await settle()
    const events = peer.takeEvents()
    expect(events).toContainEqual(modelChanged(plot.id, "background_fill_color", DARK))
    expect(events).not.toContainEqual(expect.objectContaining({ attr: "outline_line_color" }))
    document.theme = null
    await settle()
    expect(peer.takeEvents()).toContainEqual(
      modelChanged(plot.id, "background_fill_color", "#ffffff"),
    )
    expect(seen).toEqual([
      ["background_fill_color", "#ffffff", DARK],
      ["background_fill_color", DARK, "#ffffff"],
    ])
  })

  it("survives a wake of the session, and can be followed by another", async () => {
    const session = new RestartableSession((doc) => {
      const plot = new Plot({ name: "plot" })
      const dark = new Toggle({ name: "dark" })
      dark.on_click((active) => {
        doc.theme = active ? "dark_minimal" : "caliber"
      })
      doc.theme = "caliber"
      doc.add_root(plot)
      doc.add_root(dark)
    })
    const color = () => session.document.select_one(Plot)?.background_fill_color
    const toggle = (active: boolean) => {
      const id = session.document.get_model_by_name("dark")?.id ?? ""
      return session.patch(modelChanged(id, "active", active))
    }
    await session.restart()
    expect(color()).toBe("#ffffff")
    await toggle(true)
    await session.restart()
    expect(color()).toBe(DARK)
    await toggle(false)
    await session.restart()
    expect(color()).toBe("#ffffff")
    expect(session.errors).toEqual([])
  })
})

it("a theme gives a property that only children of a type have to those, as in Python", () => {
  const document = new Document()
  document.theme = new Theme({
    json: { attrs: { Glyph: { line_width: 3, radius: 5 }, Scatter: { line_width: 4 } } },
  })
  const [line, scatter, circle] = [new Line(), new Scatter(), new Circle()]
  for (const model of [line, scatter, circle]) document.add_root(model)
  expect([line.line_width, scatter.line_width, circle.line_width]).toEqual([3, 4, 3])
  expect(circle.radius).toEqual(5)
  const wrong = { attrs: { Model: { disabled: "no" } } }
  expect(() => new Theme({ json: wrong })).toThrow(".disabled must be")
})

it("a theme has values for all glyphs with lines, by the name of their abstract class", () => {
  const attrs = { LineGlyph: { line_width: 3 }, Scatter: { line_width: 5 } }
  const document = new Document()
  document.theme = new Theme({ json: { attrs } })
  const [line, scatter, axis] = [new Line(), new Scatter(), new LinearAxis()]
  for (const model of [line, scatter, axis]) document.add_root(model)
  expect([line.line_width, scatter.line_width]).toEqual([3, 5])
  expect(() => new Theme({ json: { attrs: { FillGlyph: { filling: 1 } } } })).toThrow("filling")
})
