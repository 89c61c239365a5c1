// Says in the page that the app was updated while it was open: what it shows is another version's.

import type { BokehDocument } from "./bokeh.ts"
import { UPDATED_MESSAGE } from "./task.ts"

const SHOWN_MS = 10_000
const STYLE =
  "position: fixed; bottom: 12px; left: 50%; transform: translateX(-50%); z-index: 1000; padding: 8px 16px;" +
  "border-radius: 4px; background: #223; color: #fff; font: 14px system-ui, sans-serif"

export function tellUpdates(doc: BokehDocument): void {
  doc.on_message(UPDATED_MESSAGE, (isAnew) => {
    show(isAnew ? "This app was updated: it starts anew." : "This app was updated.")
  })
}

function show(text: string): void {
  const line = document.createElement("div")
  line.setAttribute("role", "status")
  line.style.cssText = STYLE
  line.textContent = text
  document.body.append(line)
  setTimeout(() => line.remove(), SHOWN_MS)
}
