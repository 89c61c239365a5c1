// Models by the name of their type. Models of undefined types are passed through unchanged.

import { construct } from "./classes.ts"
import { HasProps } from "./has-props.ts"

/** A new model of a known or unknown type. @throws ModelError for attributes that a known type does not have */
export function createModel(
  type: string,
  attributes: Readonly<Record<string, unknown>> = {},
): HasProps {
  const model = construct(type, attributes)
  if (!(model instanceof HasProps)) throw new Error(`${type} is registered, but is not a model`)
  return model
}
