// Whether a property takes a value; if not, an error that says what is wrong with which part of it.

import { unreadable } from "../serialization/unreadable.ts"
import { clipped } from "../util/clipped.ts"
import { accepts } from "./accepts.ts"
import { describeFault } from "./fault.ts"
import { callbackFault } from "./js-callbacks.ts"
import { ANY } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import type { Schema } from "./property.ts"

/** @throws ModelError for an unknown property or a value of the wrong kind */
export function assertValue(schema: Schema, name: string, value: unknown): void {
  assertProperty(schema, name)
  const kind = schema.property(name)?.kind ?? ANY
  if (accepts(kind, value)) {
    const wrong = callbackFault(schema, name, value)
    if (wrong === undefined) return
    throw new ModelError(wrong)
  }
  const what = `${schema.type}.${name}`
  const fault = unreadable(value, isModel)
  if (fault !== undefined) throw new ModelError(`${what}${/^[.[]/.test(fault) ? "" : ": "}${fault}`)
  throw new ModelError(describeFault(what, kind, value))
}

/** @throws ModelError naming the property that was probably meant */
export function assertProperty(schema: Schema, name: string): void {
  if (schema.isOpen || schema.property(name) !== undefined) return
  const error = unknownName(`${schema.type}: unknown property`, name, schema.names())
  const isOfColumns = schema.property("data")?.kind.type === "columns"
  if (!isOfColumns || error.message.includes("mean")) throw error
  throw new ModelError(`${error.message}; columns are given as { data: { ${clipped(name)}: ... } }`)
}
