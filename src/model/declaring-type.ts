// Which type has declared a property. An own model may have properties with the names of Bokeh's, but not their meaning.

import type { Schema } from "./property.ts"

/** The first parent that has the property. */
export function declaringType(schema: Schema, name: string): Schema | undefined {
  if (schema.property(name) === undefined) return undefined
  return (schema.parent && declaringType(schema.parent, name)) ?? schema
}

/** False for properties that the app has declared, and for those of unknown types. */
export function isBokehs(schema: Schema, name: string): boolean {
  return declaringType(schema, name)?.isBokehs === true
}
