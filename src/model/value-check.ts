// Whether a property exists and accepts a value; if not, an error that says what is wrong with which part of it.

import { clipped } from "../util/clipped.ts"
import { accepts } from "./accepts.ts"
import { meantFault } from "./checks.ts"
import { modelTypes, schemaOf } from "./classes.ts"
import { describeFault } from "./fault.ts"
import { callbackFault } from "./js-callbacks.ts"
import type { Kind } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"
import type { Schema } from "./property.ts"

/** @returns a function that throws ModelError for a value that the property does not accept */
export function valueCheck(schema: Schema, name: string, kind: Kind): (value: unknown) => void {
  const meant = meantFault(schema, name)
  return (value) => {
    const wrong =
      meant(value) ??
      (accepts(kind, value)
        ? callbackFault(schema, name, value)
        : describeFault(`${schema.type}.${name}`, kind, value))
    if (wrong !== undefined) throw new ModelError(wrong)
  }
}

/** @throws ModelError naming the property that was probably meant */
export function assertProperty(schema: Schema, name: string): void {
  if (schema.has(name)) return
  const { message } = unknownName(`${schema.type}: unknown property`, name, schema.names())
  throw new ModelError(message.includes("mean") ? message : `${message}${elsewhere(schema, name)}`)
}

/** Where the property exists: in columns, or in models near this one. */
function elsewhere(schema: Schema, name: string): string {
  if (schema.property("data")?.kind.type === "columns")
    return `; columns are given as { data: { ${clipped(name)}: ... } }`
  for (let family = schema.parent; family?.parent?.parent; family = family.parent) {
    const { type } = family
    const having = modelTypes().filter((other) => {
      const known = schemaOf(other)
      return known?.isAbstract === false && known.isA(type) && known.property(name)
    })
    if (having.length > 0) return having.length > 3 ? "" : `; found in ${having.join(", ")}`
  }
  return ""
}
