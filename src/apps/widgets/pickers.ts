// Pickers of days and times: one, a range, or several.

import {
  column,
  type Column,
  DatePicker,
  DateRangePicker,
  DatetimePicker,
  DatetimeRangePicker,
  MultipleDatePicker,
  MultipleDatetimePicker,
  TimePicker,
} from "bokeh-edge"

import { echo } from "./card.ts"

const [FIRST, LAST] = ["2026-11-01", "2026-11-30"]

export function pickers(): Column {
  const limits = { min_date: FIRST, max_date: LAST }
  return column(
    echo(new DatePicker({ title: "A day", value: "2026-11-10", ...limits }), ["value"]),
    echo(new DateRangePicker({ title: "Days in a row", value: [FIRST, LAST] }), ["value"]),
    echo(new MultipleDatePicker({ title: "Several days", value: [FIRST] }), ["value"]),
    echo(new DatetimePicker({ title: "A day and time", value: `${FIRST}T12:00:00` }), ["value"]),
    echo(
      new DatetimeRangePicker({ title: "From, to", value: [`${FIRST}T08:00`, `${FIRST}T18:00`] }),
      ["value"],
    ),
    echo(new MultipleDatetimePicker({ title: "Several times", value: [`${FIRST}T12:00`] }), [
      "value",
    ]),
    echo(new TimePicker({ title: "A time", value: "12:00:00" }), ["value"]),
  )
}
