// Formatters made for an occasion. Source: Python bokeh.models.formatters (3.10)

import { DatetimeTickFormatter } from "../model/generated/models.ts"

/** What dates on an axis are, told once: `formatter.context = RELATIVE_DATETIME_CONTEXT()`. */
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
