// Draws a document into the places of a page, with any version of BokehJS. Source: bokehjs embed/standalone.ts (3.10 and
// 4.0.0-dev.5)

import type { Bokeh, BokehDocument, Elements } from "./bokeh.ts"
import { showError } from "./error-box.ts"
import type { Places } from "./places.ts"

/** @returns a function that removes the plots */
export async function drawDocument(
  bokeh: Bokeh,
  doc: BokehDocument,
  places: Places,
  useForTitle: boolean,
): Promise<() => void> {
  tellMissing(doc, places)
  const { element, byName } = places
  const standalone = bokeh.require("embed/standalone")
  if (standalone.mount_document_standalone !== undefined) {
    const roots = doc.roots().map(({ name }) => byName.get(name ?? "") ?? null)
    const options = { roots, use_for_title: useForTitle }
    const mount = await standalone.mount_document_standalone(doc, element, options)
    return () => {
      mount.dispose()
    }
  }
  const roots = elementsOf(doc, places)
  const views = await standalone.add_document_standalone(doc, element, roots, useForTitle)
  return () => {
    for (const view of views) view.remove()
  }
}

/** BokehJS reads each root's element by its index, also for roots that are added later. */
function elementsOf(doc: BokehDocument, { byName }: Places): Elements {
  return new Proxy<Elements>([], {
    get: (_, index) => byName.get(doc.roots()[Number(String(index))]?.name ?? ""),
  })
}

/** The names of roots are known only when the document has arrived. */
function tellMissing(doc: BokehDocument, { byName }: Places): void {
  const names = doc.roots().flatMap(({ name }) => name ?? [])
  for (const [name, place] of byName) {
    if (names.includes(name)) continue
    showError(place, `no root is named '${name}', but: ${names.join(", ") || "none has a name"}`)
  }
}
