// Models by the name of their type. Models of undefined types are passed through unchanged.

import { construct, schemaOf } from "./classes.ts"
import { HasProps } from "./has-props.ts"
import { Schema } from "./property.ts"

/** A new model of a known or unknown type. @throws ModelError for attributes that a known type does not have */
export function createModel(
  type: string,
  attributes: Readonly<Record<string, unknown>> = {},
): HasProps {
  const model = construct(type, attributes)
  if (!(model instanceof HasProps)) throw new Error(`${type} is registered, but is not a model`)
  return model
}

/** For stored values of an app's own type, whose class was another one when they were stored: it accepts all of them. */
export function createOpen(type: string): HasProps | undefined {
  const schema = new Schema(type, HasProps.schema, undefined, true)
  return schemaOf(type)?.isBokehs === false ? new HasProps({}, schema) : undefined
}
