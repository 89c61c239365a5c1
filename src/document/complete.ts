// Required properties that were not set: BokehJS cannot load a document with such a model. Python reports this when it
// sends the document. Source: Python bokeh.core.property.bases (UnsetValueError, 3.10)

import { type HasProps, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"

/** The first property that has neither a value nor a default. */
export function missingIn(model: HasProps): string | undefined {
  const { schema, values } = stateOf(model)
  return schema.required().find((name) => !values.has(name))
}

/** @throws ModelError naming what is missing */
export function assertComplete(models: Iterable<HasProps>): void {
  for (const model of models) {
    const missing = missingIn(model)
    if (missing === undefined) continue
    throw new ModelError(`${model.type}.${missing} must be set: it has no default`)
  }
}
