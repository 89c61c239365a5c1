// After a reconnect, BokehJS pulls the document and sends all of it back as added roots. A large document would exceed the
// size limit of a message, and the connection would be closed again. Source: bokehjs document/document.ts (3.10)

import type { Session } from "./bokeh.ts"
import { showLine } from "./status-line.ts"

export function keepPulledRoots(session: Session): void {
  const { document: doc } = session
  const { add_root: add, replace_with_json: replace } = doc
  doc.replace_with_json = (...pulled) => {
    doc.add_root = (root) => add.call(doc, root, { sync: false })
    try {
      replace.call(doc, ...pulled)
    } catch (error) {
      // The page has other classes of the app's own models. What is done in its document would change others.
      session.close()
      showLine("This app was updated: load the page again.")
      console.error(error) // BokehJS must not say that it reconnects
    }
    doc.add_root = add
  }
}
