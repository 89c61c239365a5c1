import { describe, expect, it } from "vitest"

import {
  DataRange1d,
  Line,
  LinearAxis,
  Plot,
  Scatter,
  Slider,
} from "../../../src/model/generated/models.ts"
import { Field, Value } from "../../../src/serialization/values.ts"

describe("the properties of a model", () => {
  it("have BokehJS's defaults until they are set", () => {
    const slider = new Slider({ start: 0 })
    expect([slider.start, slider.step, slider.orientation, slider.bar_color]).toEqual([
      0,
      1,
      "horizontal",
      "#e6e6e6",
    ])
    expect(new Plot().width).toBe(600)
  })

  it("make a default model once, and a separate one for each owner", () => {
    const [a, b] = [new Plot(), new Plot()]
    expect(a.x_range).toBeInstanceOf(DataRange1d)
    expect(a.x_range).toBe(a.x_range)
    expect(a.x_range).not.toBe(b.x_range)
  })

  it("pass callbacks the old and new value, and only for real changes", () => {
    const seen: unknown[] = []
    const slider = new Slider({ value: 1 })
    slider.on_change("value", (...args) => void seen.push(args))
    slider.value = 1
    slider.value = 2
    expect(seen).toEqual([["value", 1, 2]])
  })

  it("read a string as a column where a dataspec is expected, unless it is a constant of that spec", () => {
    const line = new Line({ x: "time", line_color: "red" })
    expect([line.x, line.line_color]).toEqual([new Field("time"), "red"])
    const scatter = new Scatter({
      fill_color: "kind",
      line_color: "#abc",
      marker: "star",
      size: "area",
    })
    expect([scatter.fill_color, scatter.line_color, scatter.marker, scatter.size]).toEqual([
      new Field("kind"),
      "#abc",
      "star",
      new Field("area"),
    ])
    expect(new Scatter({ fill_color: new Value("red") }).fill_color).toEqual(new Value("red"))
  })

  it("reject unknown names, and suggest the one that was meant", () => {
    const attributes: object = { valu: 1 }
    expect(() => new Slider(attributes)).toThrow(
      "Slider: unknown property 'valu', did you mean 'value'?",
    )
    // @ts-expect-error -- valeu
    expect(() => new Slider().on_change("valeu", () => undefined)).toThrow("did you mean 'value'?")
  })

  it.each<readonly [object, string]>([
    [{ step: "a" }, `Slider.step must be a number, got "a"`],
    [{ title: 5 }, "Slider.title must be a string"],
    [
      { orientation: "up" },
      "Slider.orientation must be one of 'vertical', 'horizontal', got \"up\"",
    ],
    [{ disabled: 1 }, "Slider.disabled must be true or false, got 1"],
  ])("reject %o", (attributes, message) => {
    expect(() => new Slider(attributes)).toThrow(message)
  })

  it("reject models of another type", () => {
    const attributes: object = { x_range: new LinearAxis() }
    expect(() => new Plot(attributes)).toThrow("Plot.x_range must be a Range, got a LinearAxis")
  })
})
