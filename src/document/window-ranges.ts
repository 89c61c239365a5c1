// The ends of ranges. Ends that a window computes from the data belong to that window; ends that somebody moves belong to
// the session. Source: bokehjs models/ranges/data_range1d.ts (3.10): an end that comes with the document is never computed
// again

import { type HasProps, type PropertyChange, stateOf } from "../model/has-props.ts"
import { getProperty } from "../model/property-value.ts"

/** Whether all windows of a session follow a pan or zoom in one of them. */
export type RangesPolicy = "shared" | "own"

/** Who sets an end: code (the app's, or a program's), a person at a window, or the window by itself. */
export type Mover = "code" | "person" | "window"

export type End = "start" | "end"

export const ENDS: readonly End[] = ["start", "end"]

/** The session's value where a window has its own; null if each window computes it. */
const sharedValues = new WeakMap<HasProps, Map<string, unknown>>()

/** Call it with each change, and who made it. */
export function noteRange(change: PropertyChange, mover: Mover, policy: RangesPolicy): void {
  const { model, attr, old } = change
  if (!isRangeEnd(model, attr)) return
  const values = sharedValues.get(model)
  const isOwn =
    mover !== "code" && (policy === "own" || (mover === "window" && isComputed(model, old)))
  if (!isOwn) values?.delete(attr)
  else if (values?.has(attr) !== true) setShared(model, attr, beforeMoved(model, attr, old))
}

function setShared(model: HasProps, attr: string, value: unknown): void {
  sharedValues.set(model, new Map(sharedValues.get(model)).set(attr, value))
}

/** The value of an end before, if nobody had moved it; null if windows compute it, as they always do for categories. */
export function beforeMoved(model: HasProps, end: End, value: unknown): unknown {
  const { schema, values } = stateOf(model)
  const isOfCategories = schema.isA("FactorRange") && !values.has(initialOf(end))
  return isOfCategories || isAutomatic(value) ? null : value
}

/** True for ranges that BokehJS computes, and for an end that is not set. */
function isComputed(model: HasProps, old: unknown): boolean {
  const { schema } = stateOf(model)
  return schema.isA("DataRange1d") || schema.isA("FactorRange") || isAutomatic(old)
}

/** True for a value that is neither stored nor part of the document that others pull. */
export function isWindowsOwn(model: HasProps, attr: string): boolean {
  return sharedValues.get(model)?.has(attr) === true
}

/** The document's values for everybody, in place of windows' own values. */
export function* sharedRange(model: HasProps): Iterable<readonly [string, unknown]> {
  for (const entry of sharedValues.get(model) ?? []) if (entry[1] !== null) yield entry
}

/** An end as the session has it; NaN, as in BokehJS, if each window computes it. */
export function sessionsEnd(model: HasProps, attr: string): unknown {
  const value = sharedValues.get(model)?.get(attr)
  return value === undefined ? getProperty(model, attr) : (value ?? NaN)
}

/** Makes an end a window's own again: the session's value is `value`, null if each window computes it. */
export function giveBack(model: HasProps, end: End, value: unknown): void {
  if (isComputed(model, value)) setShared(model, end, value)
}

/** Makes a window's value the session's. */
export function share(model: HasProps, end: End): void {
  sharedValues.get(model)?.delete(end)
}

export function isRangeEnd(model: HasProps, attr: string): attr is End {
  return (attr === "start" || attr === "end") && stateOf(model).schema.isA("Range")
}

/** The properties besides all paddings. Source: bokehjs models/ranges/factor_range.ts, data_range1d.ts (3.10) */
const MAKES_ANEW = new Set([
  "factors",
  "flipped",
  "follow",
  "follow_interval",
  "only_visible",
  "default_span",
])

/** True for a property that makes windows compute a range again, even one that somebody has moved. */
export function isComputedAnew(model: HasProps, attr: string): boolean {
  const makesAnew = MAKES_ANEW.has(attr) || attr.includes("padding")
  return makesAnew && stateOf(model).schema.isA("Range")
}

/**
 * The name, which is BokehJS's, of the value of an end before somebody moved it; null if windows compute it. It is stored
 * beside the end and never sent. Later windows need it to reset the plot.
 */
export function initialOf(end: End): string {
  return `_initial_${end}`
}

export function isInitial(attr: string): boolean {
  return /^_initial_(start|end)$/.test(attr)
}

/** True for properties that are never sent in a document. Among them are the ends of categories, which only BokehJS may set. */
export function isKeptBack(model: HasProps, attr: string): boolean {
  return isInitial(attr) || (isRangeEnd(model, attr) && stateOf(model).schema.isA("FactorRange"))
}

export function isAutomatic(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value)
}
