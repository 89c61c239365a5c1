// Whether there is a property, and whether it takes a value; if not, an error that says what is wrong with which part of it.

import { unreadable } from "../serialization/unreadable.ts"
import { clipped } from "../util/clipped.ts"
import { accepts } from "./accepts.ts"
import { describeFault } from "./fault.ts"
import { callbackFault } from "./js-callbacks.ts"
import type { Kind } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import type { Schema } from "./property.ts"

/** @returns what throws ModelError for a value that the property does not take */
export function valueCheck(schema: Schema, name: string, kind: Kind): (value: unknown) => void {
  return (value) => {
    if (!accepts(kind, value)) throw refusal(`${schema.type}.${name}`, kind, value)
    const wrong = callbackFault(schema, name, value)
    if (wrong !== undefined) throw new ModelError(wrong)
  }
}

function refusal(what: string, kind: Kind, value: unknown): ModelError {
  const fault = unreadable(value, isModel)
  if (fault === undefined) return new ModelError(describeFault(what, kind, value))
  return new ModelError(`${what}${/^[.[]/.test(fault) ? "" : ": "}${fault}`)
}

/** @throws ModelError naming the property that was probably meant */
export function assertProperty(schema: Schema, name: string): void {
  if (schema.isOpen || schema.property(name) !== undefined) return
  const error = unknownName(`${schema.type}: unknown property`, name, schema.names())
  const isOfColumns = schema.property("data")?.kind.type === "columns"
  if (!isOfColumns || error.message.includes("mean")) throw error
  throw new ModelError(`${error.message}; columns are given as { data: { ${clipped(name)}: ... } }`)
}
