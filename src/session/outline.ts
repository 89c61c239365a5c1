// What a page's template may know of a document.

import type { DocumentOutline } from "../app/template.ts"
import type { Document } from "../document/document.ts"
import { getProperty } from "../model/has-props.ts"

export function outlineOf({ title, roots }: Document): DocumentOutline {
  return {
    title,
    roots: roots.map((root) => {
      const name = getProperty(root, "name")
      return { id: root.id, type: root.type, name: typeof name === "string" ? name : "" }
    }),
  }
}
