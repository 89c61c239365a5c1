// Which columns of a source are new: a callback that replaces one often gives the others again as they were.

import { isColumns } from "../model/column.ts"
import { type PropertyChange, stateOf } from "../model/has-props.ts"

/** Their names; undefined where all are new, some have gone, or it is no source's data. Columns are compared by identity. */
export function newColumns({
  model,
  attr,
  old,
  value,
  resent,
}: PropertyChange): readonly string[] | undefined {
  if (resent === "all") return undefined
  if (stateOf(model).schema.property(attr)?.kind.type !== "columns") return undefined
  if (!isColumns(old) || !isColumns(value) || old === value) return undefined
  const names = Object.keys(value)
  if (!Object.keys(old).every((name) => Object.hasOwn(value, name))) return undefined
  const cols =
    resent ?? names.filter((name) => !Object.hasOwn(old, name) || old[name] !== value[name])
  return cols.length < names.length ? cols : undefined
}
