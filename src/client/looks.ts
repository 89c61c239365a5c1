// Tells the server what somebody does to the ranges of plots, and keeps ranges where somebody else has led them.
// Source: bokehjs models/ranges, models/plots/plot_canvas.ts, document/document.ts EventManager (3.10)

import type { Bokeh, BokehDocument, PlotEvent } from "./bokeh.ts"
import { sendMessage } from "./send-message.ts"
import { type RangeView, VIEW_MESSAGE } from "./task.ts"

/** A gesture begins, it ends, where it has led, and that it is taken back. */
const EVENTS = new Set(["lodstart", "lodend", "rangesupdate", "reset"])

export function shareLooks(bokeh: Bokeh, doc: BokehDocument): void {
  const { event_manager: manager } = doc
  const { trigger } = manager
  manager.trigger = function (event) {
    trigger.call(manager, event)
    tell(bokeh, doc, event)
  }
  doc.on_message(VIEW_MESSAGE, (views) => {
    for (const view of views) look(view)
  })
}

/** An event that the app has asked for is on its way already. */
function tell(bokeh: Bokeh, doc: BokehDocument, event: PlotEvent): void {
  if (!EVENTS.has(event.event_name) || event.origin === undefined) return
  if (event.origin.subscribed_events.has(event.event_name)) return
  sendMessage(bokeh, doc, "bokeh_event", event)
}

function look({ range, now, initial }: RangeView): void {
  if (now === undefined || initial === undefined) {
    range.have_updated_interactively = false
    range.reset()
    for (const plot of range.linked_plots) {
      plot.invalidate_dataranges = true
      plot.request_repaint()
    }
    return
  }
  const [start, end] = initial
  if ("_initial_start" in range) Object.assign(range, { _initial_start: start, _initial_end: end })
  if ("_reset_start" in range && start !== null) Object.assign(range, { _reset_start: start })
  if ("_reset_end" in range && end !== null) Object.assign(range, { _reset_end: end })
  range.setv({ start: now[0], end: now[1] }, { sync: false })
  range.have_updated_interactively = true
}
