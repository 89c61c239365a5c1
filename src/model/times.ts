// Times where numbers are expected: stored as milliseconds, as they are sent, so that an app reads a number.

import { isTime, millisecondsOf } from "../serialization/time.ts"
import type { Kind } from "./kind.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import type { Holder, Step } from "./step.ts"

const DATE_SLIDERS = ["DateSlider", "DateRangeSlider", "DatetimeRangeSlider"]
const MOMENTS = ["start", "end", "value"]

/** Turns times into numbers where the property's kind has numbers; also dates as strings, for sliders of dates. */
export function timesStep(schema: Schema, name: string, kind: Kind): Step | undefined {
  if (isOfDateSlider(schema, name)) return (value) => momentsOf(schema, name, value)
  if (!isOfPicker(schema, name)) return hasNumbers(kind) ? numbersOf : undefined
  const hasTime = schema.isA("BaseDatetimePicker") && !name.endsWith("_dates")
  const chars = hasTime ? SECONDS : DAYS
  return (value) => {
    assertDates(schema, name, value)
    return textOf(value, chars)
  }
}

const timed = new WeakSet<Holder>()

/** True when a property of the model was given as a time: a plot then shows it as a time. */
export function wasTimed(holder: Holder): boolean {
  return timed.has(holder)
}

function numbersOf(value: unknown, holder?: Holder): unknown {
  if (Array.isArray(value)) return value.some(isTime) ? value.map(numberOf) : value
  if (!isTime(value)) return value
  if (holder !== undefined) timed.add(holder)
  return numberOf(value)
}

function isOfDateSlider(schema: Schema, name: string): boolean {
  return MOMENTS.includes(name) && DATE_SLIDERS.some((type) => schema.isA(type))
}

function momentsOf(schema: Schema, name: string, value: unknown): unknown {
  assertDates(schema, name, value)
  return hasItems(value) ? Array.from(value, momentOf) : momentOf(value)
}

function hasItems(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)
}

const PICKED = ["value", "min_date", "max_date", "disabled_dates", "enabled_dates"]

function isOfPicker(schema: Schema, name: string): boolean {
  return PICKED.includes(name) && schema.isA("BaseDatePicker")
}

/** How much of "2024-01-31T12:30:00.000Z" is a day, and a day with its time. */
const DAYS = 10
const SECONDS = 19

/** Times as strings, as Python sends days: a browser west of Greenwich would show a time as the day before. */
function textOf(value: unknown, chars: number): unknown {
  if (Array.isArray(value)) return value.map((item) => textOf(item, chars))
  const time = numberOf(value)
  if (typeof time !== "number") return value
  // oxlint-disable-next-line eslint/no-restricted-globals -- reads a number, not the clock
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? value : date.toISOString().slice(0, chars)
}

/** @throws ModelError for a string that is not a date: BokehJS would show nothing, without an error */
function assertDates(schema: Schema, name: string, value: unknown): void {
  const wrong = [value].flat(2).find((item) => typeof item === "string" && !isDateText(item))
  if (wrong === undefined) return
  throw new ModelError(
    `${schema.type}.${name} must be a date, as "2024-01-31", got ${JSON.stringify(wrong)}`,
  )
}

function isDateText(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text) && typeof momentOf(text) === "number"
}

function numberOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value
  return millisecondsOf(value) ?? value
}

/** "2024-01-31", "2024-01-31T12:30": UTC if there is no time zone. Other values are returned unchanged. */
function momentOf(value: unknown): unknown {
  if (typeof value !== "string") return numberOf(value)
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(value)
  // oxlint-disable-next-line eslint/no-restricted-globals -- reads a string, not the clock
  const milliseconds = Date.parse(hasZone || !value.includes("T") ? value : `${value}Z`)
  return Number.isNaN(milliseconds) ? value : milliseconds
}

/** Where a Date itself is allowed, it stays a Date. */
function hasNumbers(kind: Kind): boolean {
  if (kind.type === "or") return kind.kinds.some(hasNumbers) && !kind.kinds.some(isDate)
  if (kind.type === "list" || kind.type === "array") return hasNumbers(kind.item)
  if (kind.type === "tuple") return kind.items.some(hasNumbers)
  return kind.type === "number"
}

function isDate(kind: Kind): boolean {
  return kind.type === "ref" && kind.model === "Date"
}
