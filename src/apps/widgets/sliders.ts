// Sliders of all kinds. The first one moves a progress bar, through the server.

import {
  CategoricalSlider,
  column,
  type Column,
  DateRangeSlider,
  DateSlider,
  DatetimeRangeSlider,
  Progress,
  RangeSlider,
  Slider,
} from "bokeh-edge"

import { echo } from "./card.ts"

const DAY = 86_400_000
const [START, END] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31)]

export function sliders(): Column {
  const dates = { start: START, end: END }
  const hours = { start: START, end: START + 7 * DAY }
  const slider = new Slider({ title: "A number", start: 0, end: 10, value: 5, step: 0.5 })
  const bar = new Progress({ value: 50 })
  slider.on_change("value", () => void (bar.value = slider.value * 10))
  return column(
    echo(slider, ["value"]),
    echo(bar, ["value"]),
    echo(new RangeSlider({ title: "A range", start: 0, end: 10, value: [2, 8] }), ["value"]),
    echo(new DateSlider({ title: "A day", ...dates, value: START + 100 * DAY }), ["value"]),
    echo(
      new DateRangeSlider({
        title: "Days",
        ...dates,
        value: [START + 30 * DAY, END - 30 * DAY],
      }),
      ["value"],
    ),
    echo(
      new DatetimeRangeSlider({ title: "Hours", ...hours, value: [START + DAY, START + 3 * DAY] }),
      ["value"],
    ),
    echo(
      new CategoricalSlider({
        title: "A size",
        categories: ["S", "M", "L", "XL"],
        value: "M",
      }),
      ["value"],
    ),
  )
}
