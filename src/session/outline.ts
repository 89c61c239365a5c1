// What a page's template sees of a document.

import type { DocumentOutline } from "../app/template.ts"
import type { Document } from "../document/document.ts"
import { getProperty } from "../model/property-value.ts"
import { fieldsOf } from "../util/record.ts"

export function outlineOf({ title, roots, template_variables }: Document): DocumentOutline {
  return {
    title,
    template_variables: asJson(template_variables),
    roots: roots.map((root) => {
      const name = getProperty(root, "name")
      return { id: root.id, type: root.type, name: typeof name === "string" ? name : "" }
    }),
  }
}

/** The outline goes to another object, so values that JSON cannot hold are left out. */
function asJson(variables: Document["template_variables"]): DocumentOutline["template_variables"] {
  const copy: unknown = JSON.parse(JSON.stringify(variables))
  return fieldsOf(copy)
}
