// Shows in the page that the app was updated while it was open: its content belongs to another version.

import type { BokehDocument } from "./bokeh.ts"
import { SHOWN_MS, showLine } from "./status-line.ts"
import { UPDATED_MESSAGE } from "./task.ts"

export function tellUpdates(doc: BokehDocument): void {
  doc.on_message(UPDATED_MESSAGE, (isAnew) => {
    showLine(`This app was updated${isAnew ? ": it starts again" : ""}.`, SHOWN_MS)
  })
}
