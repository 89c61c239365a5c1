// Whether a browser must make functions of a document's strings to show it.

import { type Document, internalsOf } from "../document/document.ts"
import { stateOf } from "../model/has-props.ts"

/** What BokehJS compiles, by the names of its properties: see scripts/code-tables.ts. */
const COMPILED = ["code", "major_code", "minor_code", "func", "v_func", "template"]

export function runsCode(document: Document): boolean {
  for (const model of internalsOf(document).graph.all()) {
    const { schema } = stateOf(model)
    if (COMPILED.some((name) => schema.property(name) !== undefined)) return true
  }
  return false
}
