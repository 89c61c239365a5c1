// A graph of the explorer: two fields against each other, a third as color, over a span of days.

import { weatherOf } from "../weather-data.ts"

export const FIELDS = {
  temp_max: "Maximum temperature (°C)",
  temp_min: "Minimum temperature (°C)",
  precipitation: "Precipitation (mm)",
  wind: "Wind (m/s)",
  day: "Day of the year",
} as const

export type FieldName = keyof typeof FIELDS

/** The maximum length of a note about a graph, in characters. */
export const MAX_NOTE = 300

/** A graph as data: small enough to be a message. */
export interface View {
  readonly x: FieldName
  readonly y: FieldName
  readonly color: FieldName
  /** Milliseconds since the epoch, both included. */
  readonly from: number
  readonly to: number
  /** The zoomed ranges; undefined when all points are shown. */
  readonly zoom?: Zoom
}

/** The ends of both ranges. */
export type Zoom = readonly [x0: number, x1: number, y0: number, y1: number]

export interface Points {
  readonly x: Float64Array<ArrayBuffer>
  readonly y: Float64Array<ArrayBuffer>
  readonly color: Float64Array<ArrayBuffer>
  readonly date: Float64Array<ArrayBuffer>
}

const DAY_MS = 86_400_000

type Columns = Readonly<Record<FieldName | "date", Float64Array<ArrayBuffer>>>

let read: Columns | undefined

/** Read on first use, so that a Worker's start does not have to wait for it. */
function columns(): Columns {
  if (read !== undefined) return read
  const weather = weatherOf("Seattle")
  if (weather === undefined) throw new Error("the weather of Seattle is missing")
  const day = weather.date.map(
    (ms) => (ms - Date.UTC(new Date(ms).getUTCFullYear(), 0)) / DAY_MS + 1,
  )
  return (read = { ...weather, day })
}

/** The first day of the data. */
export const FIRST_DAY = Date.UTC(2012, 0, 1)
export const LAST_DAY = Date.UTC(2015, 11, 31)
export const START: View = {
  x: "day",
  y: "temp_max",
  color: "temp_min",
  from: FIRST_DAY,
  to: LAST_DAY,
}

export function pointsOf({ x, y, color, from, to }: View): Points {
  const all = columns()
  const inSpan = (_: number, i: number) => {
    const ms = all.date[i] ?? NaN
    return ms >= from && ms <= to
  }
  const shown = (name: keyof Columns) => all[name].filter(inSpan)
  return { x: shown(x), y: shown(y), color: shown(color), date: shown("date") }
}

/** The extent over all days, so that colors mean the same in every graph. */
export function extentOf(field: FieldName): { readonly low: number; readonly high: number } {
  const { [field]: column } = columns()
  return { low: Math.min(...column), high: Math.max(...column) }
}

/** Checks data from another session, or from a browser: undefined when it is not a view. */
export function parseView(data: unknown): View | undefined {
  if (typeof data !== "object" || data === null) return undefined
  const { x, y, color, from, to, zoom } = { ...START, ...data }
  const isView = [x, y, color].every(isField) && isDay(from) && isDay(to)
  if (!isView) return undefined
  return { x, y, color, from, to, ...(isZoom(zoom) && { zoom }) }
}

export function isZoom(zoom: unknown): zoom is Zoom {
  return Array.isArray(zoom) && zoom.length === 4 && zoom.every(Number.isFinite)
}

export function isField(name: unknown): name is FieldName {
  return typeof name === "string" && Object.hasOwn(FIELDS, name)
}

function isDay(ms: unknown): boolean {
  return typeof ms === "number" && ms >= FIRST_DAY && ms <= LAST_DAY
}

/** `Wind against temperature`, as a title. */
export function titleOf({ x, y }: Pick<View, "x" | "y">): string {
  return `${shortName(y)} against ${shortName(x).toLowerCase()}`
}

export function spanOf({ from, to }: View): string {
  return `${dayOf(from)} to ${dayOf(to)}`
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export function shortName(field: FieldName): string {
  return withoutUnit(FIELDS[field])
}

export function withoutUnit(label: unknown): string {
  return String(label).replace(/ \(.*/, "")
}
