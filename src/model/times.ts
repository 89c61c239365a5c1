// Times where numbers are expected: stored as milliseconds, as they are sent, so that an app reads a number.

import { isTime, millisecondsOf } from "../serialization/time.ts"
import type { Kind } from "./kind.ts"
import type { Schema } from "./property.ts"
import type { Holder, Step } from "./step.ts"

export const DATE_SLIDERS = ["DateSlider", "DateRangeSlider", "DatetimeRangeSlider"]
export const DATE_PICKER = "BaseDatePicker"
/** Their properties, and those of time pickers, that hold times. */
export const TIMED = /^(value|start|end)$|_(dates?|time)$/

/** Turns times into numbers where the property's kind has numbers; also dates as strings, for sliders of dates. */
export function timesStep(schema: Schema, name: string, kind: Kind): Step | undefined {
  if (holdsTimes(schema, name, ...DATE_SLIDERS)) return momentsOf
  if (!holdsTimes(schema, name, DATE_PICKER)) return hasNumbers(kind) ? numbersOf : undefined
  const hasTime = schema.isA("BaseDatetimePicker") && !name.endsWith("_dates")
  const chars = hasTime ? SECONDS : DAYS
  return (value) => textOf(value, chars)
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

function holdsTimes(schema: Schema, name: string, ...types: readonly string[]): boolean {
  return TIMED.test(name) && types.some((type) => schema.isA(type))
}

function momentsOf(value: unknown): unknown {
  return Array.isArray(value) ? value.map(momentOf) : momentOf(value)
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

export function isDateText(text: string): boolean {
  return typeof momentOf(text) === "number"
}

function numberOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value
  return millisecondsOf(value) ?? value
}

/** "2024-01-31", "2024-01-31T12:30": UTC if there is no time zone. Other values are returned unchanged. */
function momentOf(value: unknown): unknown {
  if (typeof value !== "string") return numberOf(value)
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return value
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
