// Whether a browser must compile strings of models to functions to show it.

import { type HasProps, stateOf } from "../model/has-props.ts"

/** The properties that BokehJS compiles: see scripts/code-tables.ts. */
const COMPILED = ["code", "major_code", "minor_code", "func", "v_func", "template"]

export function runsCode(models: Iterable<HasProps>): boolean {
  for (const model of models) {
    const { schema } = stateOf(model)
    if (COMPILED.some((name) => schema.property(name) !== undefined)) return true
  }
  return false
}
