// Whether a browser must make functions of models' strings to show it.

import { type HasProps, stateOf } from "../model/has-props.ts"

/** What BokehJS compiles, by the names of its properties: see scripts/code-tables.ts. */
const COMPILED = ["code", "major_code", "minor_code", "func", "v_func", "template"]

export function runsCode(models: Iterable<HasProps>): boolean {
  for (const model of models) {
    const { schema } = stateOf(model)
    if (COMPILED.some((name) => schema.property(name) !== undefined)) return true
  }
  return false
}
