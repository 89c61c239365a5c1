// The ends of ranges that a window has set: it computed them from the data, or somebody panned or zoomed there.
// Source: bokehjs models/ranges/data_range1d.ts (3.10): an end that comes with the document is never computed again

import { type HasProps, type PropertyChange, stateOf } from "../model/has-props.ts"

/** Whether all windows of a session follow a pan or a zoom in one of them. */
export type RangesPolicy = "shared" | "own"

/** What the session has in the place of a window's own value; null where each window computes it. */
const sharedValues = new WeakMap<HasProps, Map<string, unknown>>()

/** Call with each change, and whether a window made it. */
export function noteRange(change: PropertyChange, isWindows: boolean, policy: RangesPolicy): void {
  const { model, attr, old } = change
  if (!isRangeEnd(model, attr)) return
  const values = sharedValues.get(model)
  if (!isWindows) values?.delete(attr)
  else if (values?.has(attr) !== true && (policy === "own" || isAutomatic(old))) {
    sharedValues.set(model, new Map(values).set(attr, isAutomatic(old) ? null : old))
  }
}

/** True for a value that is neither stored nor part of the document that others pull. */
export function isWindowsOwn(model: HasProps, attr: string): boolean {
  return sharedValues.get(model)?.has(attr) === true
}

/** What stands in the document for all in the place of windows' own values. */
export function* sharedRange(model: HasProps): Iterable<readonly [string, unknown]> {
  for (const entry of sharedValues.get(model) ?? []) if (entry[1] !== null) yield entry
}

export function isRangeEnd(model: HasProps, attr: string): boolean {
  return (attr === "start" || attr === "end") && stateOf(model).schema.isA("Range")
}

function isAutomatic(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value)
}
