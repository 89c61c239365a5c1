// Formatters for special purposes. Source: Python bokeh.models.formatters (3.10)

import { DatetimeTickFormatter } from "../model/generated/models.ts"

/** Shows on an axis of dates, only once, what the dates have in common: `formatter.context = RELATIVE_DATETIME_CONTEXT()`. */
export function RELATIVE_DATETIME_CONTEXT(): DatetimeTickFormatter {
  return new DatetimeTickFormatter({
    microseconds: "%T",
    milliseconds: "%T",
    seconds: "%H:%M",
    minsec: "%Hh",
    minutes: "%Hh",
    hourmin: "%F",
    hours: "%F",
    days: "%Y",
    months: "",
    years: "",
  })
}
