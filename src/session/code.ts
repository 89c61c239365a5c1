// Whether a browser must make functions of a document's strings to show it.

import { type Document, internalsOf } from "../document/document.ts"

/** BokehJS makes a function of their code or template. */
const MAKES_FUNCTIONS = /^CustomJS|^HTMLTemplateFormatter$/

export function runsCode(document: Document): boolean {
  for (const { type } of internalsOf(document).graph.all()) {
    if (MAKES_FUNCTIONS.test(type)) return true
  }
  return false
}
