// The widgets that choose what the graph shows.

import { column, type Column, DateRangeSlider, Select } from "bokeh-edge"

import { heading } from "./prose.ts"
import { FIELD, FILL } from "./style.ts"
import { FIELDS, FIRST_DAY, LAST_DAY, parseView, START, type View } from "./view.ts"

const CHOICES = Object.entries(FIELDS)

export class Controls {
  readonly root: Column
  readonly #x = new Select({ title: "Across", options: CHOICES, value: START.x, ...FIELD })
  readonly #y = new Select({ title: "Up", options: CHOICES, value: START.y, ...FIELD })
  readonly #color = new Select({ title: "Color", options: CHOICES, value: START.color, ...FIELD })
  readonly #days = new DateRangeSlider({
    title: "Days",
    start: FIRST_DAY,
    end: LAST_DAY,
    value: [FIRST_DAY, LAST_DAY],
    step: 1,
    ...FILL,
  })

  constructor() {
    this.root = column(heading("Your graph"), this.#x, this.#y, this.#color, this.#days, {
      ...FILL,
      styles: { gap: "6px" },
      name: "controls",
    })
  }

  /** The widgets. */
  get models(): readonly (Select | DateRangeSlider)[] {
    return [this.#x, this.#y, this.#color, this.#days]
  }

  on_change(callback: () => unknown): void {
    for (const widget of this.models) widget.on_change("value", callback)
  }

  /** The chosen view, without a zoom. */
  get view(): View {
    const [x, y, color] = [this.#x, this.#y, this.#color].map(({ value }) => value)
    const [from, to] = this.#days.value
    return parseView({ x, y, color, from, to }) ?? START
  }

  show({ x, y, color, from, to }: View): void {
    this.#x.value = x
    this.#y.value = y
    this.#color.value = color
    this.#days.value = [from, to]
  }
}
