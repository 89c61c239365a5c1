// The app's actions in one window: copy, open a link, save a file, show a line.

import type { BokehDocument } from "./bokeh.ts"
import { createElement } from "./element.ts"
import { SHOWN_MS, showLine } from "./status-line.ts"
import { ACTION_MESSAGE, type WindowAction } from "./task.ts"

export function doActions(doc: BokehDocument): void {
  doc.on_message(ACTION_MESSAGE, run)
}

function run(action: WindowAction): void {
  switch (action.action) {
    case "copyText":
      void copy(action.text)
      return
    case "openLink":
      open(action.url, "_blank", "noopener")
      return
    case "download":
      download(action.name, action.content)
      return
    case "notify":
      showLine(action.text, SHOWN_MS)
      return
    default:
      action satisfies never
  }
}

/** Browsers refuse it unless somebody has just clicked, and on pages without https. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showLine("Copied.", SHOWN_MS)
  } catch {
    showLine(`Copy this by hand: ${text}`, SHOWN_MS)
  }
}

function download(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const link = createElement("a")
  link.href = URL.createObjectURL(new Blob([content]))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
