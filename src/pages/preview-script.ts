// What a page does for `context.preview(plot)`: draws the plot in small, and sends the picture to the server.
// Source: bokehjs models/plots/plot_canvas.ts (export), document/events.ts (MessageSentEvent)

/** Of the question, which is {id, plot, width, maxChars}, and of the answer, {id, picture}. */
export const PREVIEW_MESSAGE = "bokeh_edge_preview"

/** Defines `givePreviews(bokeh, doc)`. */
export const PREVIEW_FUNCTION = `
  // The server asks for small pictures of plots (context.preview).
  function givePreviews(bokeh, doc) {
    doc.on_message("${PREVIEW_MESSAGE}", ({id, plot, width, maxChars}) => {
      const {MessageSentEvent} = bokeh.require("document/events")
      const picture = smallPicture(bokeh.index.find_one(plot), width, maxChars)
      doc._trigger_on_change(new MessageSentEvent(doc, "${PREVIEW_MESSAGE}", {id, picture}))
    })
  }

  // A data URL, or null: the plot may not be shown, or have images of other origins, which nobody may read.
  function smallPicture(view, maxWidth, maxChars) {
    try {
      const full = view.export("png", false).canvas
      for (let width = Math.min(maxWidth, full.width); width >= 1; width = Math.floor(width / 2)) {
        const small = document.createElement("canvas")
        small.width = width
        small.height = Math.max(1, Math.round(width * full.height / full.width))
        const context = small.getContext("2d")
        context.imageSmoothingQuality = "high"
        context.drawImage(full, 0, 0, small.width, small.height)
        const picture = small.toDataURL("image/webp", 0.8)
        if (picture.length <= maxChars) return picture
      }
    } catch (error) {
      console.warn("bokeh-edge: there is no preview:", error)
    }
    return null
  }`
