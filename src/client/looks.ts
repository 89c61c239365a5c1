// Reports to the server how somebody changes the ranges of plots, and keeps ranges where others have moved them. Source:
// bokehjs models/ranges, models/plots/plot_canvas.ts, document/document.ts EventManager (3.10)

import type { Bokeh, BokehDocument } from "./bokeh.ts"
import { leaveOutGrowth, place } from "./maps.ts"
import { isEnd } from "./patch-events.ts"
import { sendMessage } from "./send-message.ts"
import { type RangePlot, type RangeView, VIEW_MESSAGE } from "./task.ts"

/** The start and end of a gesture (lodstart, lodend), its result (rangesupdate), and a reset. */
const EVENTS = /^(lod|ranges|reset)/

/** A script may set both ends one after the other, repeatedly. */
const TELL_MS = 300

export function shareLooks(bokeh: Bokeh, doc: BokehDocument): void {
  leaveOutGrowth(bokeh, doc)
  const { event_manager: manager } = doc
  const { trigger } = manager
  /** Plots whose ranges were set, which has not been reported yet. */
  const untold = new Map<object, RangePlot>()
  manager.trigger = function (event) {
    trigger.call(manager, event)
    const { event_name: name, origin: plot } = event
    if (!EVENTS.test(name)) return
    untold.delete(plot)
    // Events that the app has subscribed to are already on their way.
    if (!plot.subscribed_events.has(name)) sendMessage(bokeh, doc, "bokeh_event", event)
  }
  doc.on_message(VIEW_MESSAGE, (views) => {
    for (const view of views) look(view)
  })
  const { prototype } = bokeh.Models.DataRange1d
  const { update } = prototype
  // Once in a page, however many documents and scripts it gets.
  if (prototype.isComputing === undefined) {
    prototype.isComputing = false
    prototype.update = function (...of) {
      this.isComputing = true
      update.apply(this, of)
      this.isComputing = false
    }
  }
  // Changes by a CustomJS, or by a tool without an event. What a script does before anybody has touched the page stays in
  // its own window.
  doc.on_change?.(
    ({
      model: { _initial_start: start, isComputing, linked_plots: plots = [] } = {},
      attr,
      sync,
    }) => {
      const { _interactive_plot: gesture } = doc
      if (isComputing || !sync || start === undefined || !isEnd(attr)) return
      if (!navigator.userActivation?.hasBeenActive) return
      if ([...plots].some(({ model }) => model === gesture)) return // it tells so by itself
      for (const plot of plots) untold.set(plot.model, plot)
      setTimeout(() => {
        for (const plot of untold.values()) plot.trigger_ranges_update_event()
      }, TELL_MS)
    },
  )
}

function look({ range, now, initial }: RangeView): void {
  if (!now) {
    for (const plot of range.linked_plots) plot.invalidate_dataranges = true
    range.reset() // repaints them
    return
  }
  const [start, end] = initial
  // Sets both kinds of fields: a range ignores those that it does not have.
  Object.assign(range, {
    _initial_start: start,
    _initial_end: end,
    _reset_start: start ?? now[0],
    _reset_end: end ?? now[1],
  })
  range._set_auto_bounds?.() // they are those of the view that came with the document
  place(range, now)
}
