// Whether a property's new value equals its old one, by content: lists, objects and columns may have been changed in place
// since they were assigned. Source: Python bokeh.core.property.wrappers (3.10), where containers notice changes; changes of
// a column's elements cannot be noticed

import { getOrMake } from "../util/get-or-make.ts"
import { type Columns, isColumns } from "./column.ts"
import { contentHash } from "./content-hash.ts"
import { isEqual } from "./equal.ts"
import type { Kind } from "./kind.ts"

/** For a whole value, or for each column. */
type Hashes = number | Map<string, number>

/** Hashes of properties' values when they were set. */
const known = new WeakMap<object, Map<string, Hashes>>()

export interface Comparison {
  readonly isSame: boolean
  /** The new columns, when all others stay. */
  readonly cols?: readonly string[]
}

interface Place {
  readonly model: object
  readonly attr: string
}

const SAME: Comparison = { isSame: true }

/**
 * Compares, and notes the content of a new value that is about to be set. @param current the property's value, which may be
 * `value` itself, changed in place
 */
export type Compare = (place: Place, current: unknown, value: unknown) => Comparison

/** How values of a kind are compared. */
export function comparisonOf({ type }: Kind): Compare {
  if (type !== "columns") return compared
  return (place, current, value) =>
    isColumns(value)
      ? comparedColumns(place, isColumns(current) ? current : {}, value)
      : compared(place, current, value)
}

function compared(place: Place, current: unknown, value: unknown): Comparison {
  const { model, attr } = place
  if (typeof value !== "object" || value === null) {
    if (Object.is(current, value) || current === value) return SAME
    forgetContent(model, attr)
    return { isSame: false }
  }
  const [was, is] = [known.get(model)?.get(attr), contentHash(value)]
  // Parts that both share may have been changed in place.
  const isKept = was === undefined ? current !== value || Object.isFrozen(value) : was === is
  if (isKept && isEqual(current, value)) return SAME
  noteContent(place, is)
  return { isSame: false }
}

function noteContent({ model, attr }: Place, hashes: Hashes): void {
  getOrMake(known, model, () => new Map()).set(attr, hashes)
}

/** Call it when the server itself has changed its columns, or set a stored value: its content is no longer known. */
export function forgetContent(model: object, attr: string): void {
  known.get(model)?.delete(attr)
}

function comparedColumns(place: Place, current: Columns, value: Columns): Comparison {
  const old = hashesOf(place)
  const hashes = new Map<string, number>()
  const cols = differing(old, hashes, current, value)
  const names = Object.keys(value)
  const isWhole = [...Object.keys(current), ...old.keys()].some(
    (name) => !Object.hasOwn(value, name),
  )
  const isAll = isWhole || cols.length === names.length
  const isSame = isAll ? names.length === 0 && Object.keys(current).length === 0 : cols.length === 0
  if (isSame) return SAME
  noteContent(place, hashes)
  return isAll ? { isSame } : { isSame, cols }
}

/** Which of the given columns differ from the present ones; the others are not compared. Notes their content. */
export function newColumns(place: Place, current: Columns, data: Columns): readonly string[] {
  const hashes = hashesOf(place)
  const cols = differing(hashes, hashes, current, data)
  noteContent(place, hashes)
  return cols
}

function hashesOf({ model, attr }: Place): Map<string, number> {
  const before = known.get(model)?.get(attr)
  return typeof before === "object" ? before : new Map<string, number>()
}

/** The names of the columns that have changed. @param hashes gets those of `data` */
function differing(
  old: ReadonlyMap<string, number>,
  hashes: Map<string, number>,
  current: Columns,
  data: Columns,
): readonly string[] {
  return Object.keys(data).filter((name) => {
    const [was, is] = [old.get(name), contentHash(data[name])]
    hashes.set(name, is)
    if (!Object.hasOwn(current, name)) return true
    if (was !== undefined) return was !== is
    // Unknown: the same array may have been changed.
    return current[name] === data[name] || !isEqual(current[name], data[name])
  })
}
