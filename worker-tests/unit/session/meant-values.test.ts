// What Python rejects although the kind of a property would allow it is rejected from clients, too: BokehJS would draw nothing,
// or an empty widget.

import { expect, it } from "vitest"

import { Range1d, Slider, Text, Title } from "../../../src/api.ts"
import {
  DatePicker,
  DateRangePicker,
  DatetimePicker,
  SVGIcon,
  TimePicker,
} from "../../../src/model/generated/models.ts"
import { type HasProps, stateOf } from "../../../src/model/has-props.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const wire = (name: string, value: unknown) => ({ type: name, value })

it.each<
  readonly [
    make: () => HasProps,
    attr: string,
    right: readonly unknown[],
    wrong: readonly unknown[],
  ]
>([
  [() => new DatePicker(), "value", ["2024-01-31", 1e12, null], ["31.1.2024", "2024-13-31", ""]],
  [() => new DateRangePicker(), "value", [["2024-01-31", "2024-02-01"]], [["2024-01-31", "later"]]],
  [
    () => new DatetimePicker(),
    "value",
    ["2024-01-31T12:30:00", "2024-01-31"],
    ["2024-01-31T25:30", "12:30"],
  ],
  [() => new TimePicker(), "value", ["12:30", "12:30:15", 45_000_000, null], ["25:00", "noon"]],
  [() => new Title(), "text_font_size", ["12px", "1.5em"], ["x", "", "12", "12px;"]],
  [
    () => new Text(),
    "text_font_size",
    [wire("value", "12px"), { type: "field", field: "x" }],
    [wire("value", "x"), "x"],
  ],
  [() => new SVGIcon({ svg: "<svg/>" }), "size", ["50%", 12], ["x y", ""]],
  [
    () => new Title(),
    "padding",
    [4, [1, 2], { type: "map", entries: [["x", 1]] }],
    [{ type: "map", entries: [] }],
  ],
  [() => new Range1d(), "bounds", [[0, 1], "auto", null], [[1, 0]]],
  [() => new Slider({ start: 0, end: 1 }), "value", [0.5], [wire("number", "nan")]],
  [() => new Slider({ start: 0, end: 1 }), "width", [100, null], [-1, 1.5]],
])("a client's value of a %s", (make, attr, right, wrong) => {
  const model = make()
  const { join, patch } = createSession((doc) => doc.add_root(model))
  const peer = join()
  const replies = (values: readonly unknown[]) => {
    for (const value of values) patch(peer, modelChanged(model.id, attr, value))
    return peer.takeTypes()
  }
  expect(replies(right)).toEqual(right.map(() => "OK"))
  const before = stateOf(model).values.get(attr)
  expect(replies(wrong)).toEqual(wrong.map(() => "ERROR"))
  expect(stateOf(model).values.get(attr)).toEqual(before)
})
