// Dates and times of day from clients are checked as an app's are: a picker with any other string shows nothing.

import { expect, it } from "vitest"

import {
  DatePicker,
  DateRangePicker,
  DatetimePicker,
  TimePicker,
} from "../../../src/model/generated/models.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const PICKERS = { DatePicker, DateRangePicker, DatetimePicker, TimePicker }

it.each<
  readonly [type: keyof typeof PICKERS, right: readonly unknown[], wrong: readonly unknown[]]
>([
  ["DatePicker", ["2024-01-31", 1e12, null], ["31.1.2024", "2024-13-31", ""]],
  ["DateRangePicker", [["2024-01-31", "2024-02-01"]], [["2024-01-31", "later"]]],
  ["DatetimePicker", ["2024-01-31T12:30:00", "2024-01-31"], ["2024-01-31T25:30", "12:30"]],
  ["TimePicker", ["12:30", "12:30:15", 45_000_000, null], ["25:00", "noon"]],
])("a client's value of a %s is a date or a time of day", (type, right, wrong) => {
  const picker = new PICKERS[type]()
  const { join, patch } = createSession((doc) => doc.add_root(picker))
  const peer = join()
  const replies = (values: readonly unknown[]) => {
    for (const value of values) patch(peer, modelChanged(picker.id, "value", value))
    return peer.takeTypes()
  }
  expect(replies(right)).toEqual(right.map(() => "OK"))
  const before = picker.value
  expect(replies(wrong)).toEqual(wrong.map(() => "ERROR"))
  expect(picker.value).toEqual(before)
})
