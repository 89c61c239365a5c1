// Whether a property's new value is its old one, by content: lists, objects and columns may have been altered in place
// since they were assigned.
// Source: Python bokeh.core.property.wrappers (3.10), where containers notice; a column's elements nobody can notice

import { getOrMake } from "../util/get-or-make.ts"
import { type Columns, isColumns } from "./column.ts"
import { contentHash } from "./content-hash.ts"
import { isEqual } from "./equal.ts"
import type { Kind } from "./kind.ts"

/** Of a whole value, or of each column. */
type Hashes = number | Map<string, number>

/** What properties held when they were set. */
const known = new WeakMap<object, Map<string, Hashes>>()

export interface Comparison {
  readonly isSame: boolean
  /** The columns that are new, where all others stay. */
  readonly cols?: readonly string[]
}

interface Place {
  readonly model: object
  readonly attr: string
}

const SAME: Comparison = { isSame: true }

/** Notes what a new value holds: it is to be set. @param current the property's value, which may be `value` itself, altered */
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
  const isIt = Object.is(current, value)
  if (typeof value !== "object" || value === null) {
    if (isIt || current === value) return SAME
    forgetContent(model, attr)
    return { isSame: false }
  }
  if (isIt ? Object.isFrozen(value) : isEqual(current, value)) return SAME
  const hashes = contentHash(value)
  if (isIt && known.get(model)?.get(attr) === hashes) return SAME
  noteContent(place, hashes)
  return { isSame: false }
}

function noteContent({ model, attr }: Place, hashes: Hashes): void {
  getOrMake(known, model, () => new Map()).set(attr, hashes)
}

/** Call when we altered its columns ourselves, or put a stored value there: what it holds is no longer known. */
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

/** Which of some columns that come to those there are differ from them; the others are not looked at. Notes what they hold. */
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

/** The names of the columns that are not what they were. @param hashes gets those of `data` */
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
    // Not known: the same array may have been altered.
    return current[name] === data[name] || !isEqual(current[name], data[name])
  })
}
