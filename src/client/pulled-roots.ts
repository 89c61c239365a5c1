// After a reconnect, BokehJS pulls the document and sends all of it back as added roots. A large document would exceed the
// size limit of a message, and the connection would be closed again. Source: bokehjs document/document.ts (3.10)

import type { BokehDocument } from "./bokeh.ts"

export function keepPulledRoots(doc: BokehDocument): void {
  const { add_root: add, replace_with_json: replace } = doc
  doc.replace_with_json = (...pulled) => {
    doc.add_root = (root) => add.call(doc, root, { sync: false })
    try {
      replace.call(doc, ...pulled)
    } finally {
      doc.add_root = add
    }
  }
}
