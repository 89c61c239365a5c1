// Shows in the page that the app was updated while it was open: its content belongs to another version.

import type { BokehDocument } from "./bokeh.ts"
import { showLine } from "./status-line.ts"
import { UPDATED_MESSAGE } from "./task.ts"

const SHOWN_MS = 10_000

export function tellUpdates(doc: BokehDocument): void {
  doc.on_message(UPDATED_MESSAGE, (isAnew) => {
    showLine(`This app was updated${isAnew ? ": it starts again" : ""}.`, SHOWN_MS)
  })
}
