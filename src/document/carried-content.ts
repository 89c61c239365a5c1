// The content of models that two versions of an app build: their data, texts and numbers. Models, the fields of glyphs, code,
// and the names by which code finds models are the app's.

import { isColumns } from "../model/column.ts"
import { columnLength } from "../model/columns.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { holdsModel } from "../model/references.ts"
import { Expr, Field } from "../serialization/values.ts"
import { otherIn, type Values } from "./build.ts"
import { isAppsOwn } from "./client-policy.ts"

const NO_CONTENT = ["name", "tags", "subscribed_events"]

/** The properties, of those that a model has, of which it has other content than these values. */
export function differentContent(before: Values, model: HasProps): readonly string[] {
  const { values, schema } = stateOf(model)
  return otherIn(before, values).filter((attr) => {
    const isContent = ![before, values].some((all) => isStructure(all.get(attr)))
    return isContent && schema.has(attr) && !NO_CONTENT.includes(attr) && !isAppsOwn(model, attr)
  })
}

function isStructure(value: unknown): boolean {
  return value instanceof Field || value instanceof Expr || holdsModel(value)
}

/** Columns with those that only the new code has. @throws ModelError if these have another length */
export function withAdded(value: unknown, before: unknown = {}, now: unknown = {}): unknown {
  if (!isColumns(value) || !isColumns(before) || !isColumns(now)) return value
  const added = { ...now }
  for (const name of Object.keys({ ...before, ...value })) delete added[name]
  const merged = { ...value, ...added }
  if (Object.keys(added).length > 0) columnLength(merged, "data")
  return merged
}
