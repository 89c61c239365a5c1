// Whether a widget offers its current choice: an option, a button, a tab, a number between two ends.

import { type HasProps, stateOf } from "../model/has-props.ts"

export function isChoice(attr: string): boolean {
  return /^(active|value)/.test(attr)
}

/** True when that cannot be determined. */
export function isOffered(model: HasProps, value: unknown): boolean {
  const { values } = stateOf(model)
  const items = values.get("options") ?? values.get("labels") ?? values.get("tabs")
  const [start, end] = [Number(values.get("start")), Number(values.get("end"))]
  const isIn = (one: unknown) => {
    if (!Array.isArray(items)) return !(Number(one) < start || Number(one) > end)
    if (typeof one === "number") return one < items.length
    return items.some((item) => [item].flat()[0] === one)
  }
  return [value].flat().every(isIn)
}
