// Implements `context.preview(plot)` in a page: draws a small picture of the plot, and sends it to the server. Source:
// bokehjs models/plots/plot_canvas.ts (export)

import type { Bokeh, BokehDocument } from "./bokeh.ts"
import { createElement } from "./element.ts"
import { sendMessage } from "./send-message.ts"
import { PREVIEW_MESSAGE, type PreviewRequest } from "./task.ts"

export function givePreviews(bokeh: Bokeh, doc: BokehDocument): void {
  doc.on_message(PREVIEW_MESSAGE, (request) => {
    const answer = { id: request.id, picture: smallPicture(bokeh, request) }
    sendMessage(bokeh, doc, PREVIEW_MESSAGE, answer)
  })
}

/** A data URL; or null if the plot is not shown, or has images of other origins, which no page may read. */
function smallPicture(bokeh: Bokeh, { plot, width, maxChars }: PreviewRequest): string | null {
  try {
    const full = bokeh.index.find_one(plot)?.export("png", false).canvas
    if (full === undefined) return null
    for (let next = Math.min(width, full.width); next >= 1; next = Math.floor(next / 2)) {
      const picture = scaled(full, next)
      if (picture !== undefined && picture.length <= maxChars) return picture
    }
  } catch (error) {
    console.warn(error)
  }
  return null
}

function scaled(full: HTMLCanvasElement, width: number): string | undefined {
  const small = createElement("canvas")
  small.width = width
  small.height = Math.max(1, Math.round((width * full.height) / full.width))
  const context = small.getContext("2d")
  if (context === null) return undefined
  context.imageSmoothingQuality = "high"
  context.drawImage(full, 0, 0, small.width, small.height)
  return small.toDataURL("image/webp", 0.8)
}
