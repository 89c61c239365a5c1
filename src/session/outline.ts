// What a page's template may know of a document.

import type { DocumentOutline } from "../app/template.ts"
import type { Document } from "../document/document.ts"
import { getProperty } from "../model/has-props.ts"

export function outlineOf({ title, roots, template_variables }: Document): DocumentOutline {
  return {
    title,
    template_variables,
    roots: roots.map((root) => {
      const name = getProperty(root, "name")
      return { id: root.id, type: root.type, name: typeof name === "string" ? name : "" }
    }),
  }
}
