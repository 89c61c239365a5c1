// The tiles of a map make its ranges grow to the shape of the plot, which may differ in each window. What they add belongs
// to the window: the page leaves it out of what it reports. Source: bokehjs models/tiles/tile_renderer.ts,
// document/{document,events}.ts, core/bokeh_events.ts (3.10)

import type { Bokeh, BokehDocument, DocumentChange } from "./bokeh.ts"
import { isEnd } from "./patch-events.ts"
import type { BokehRange, Ends } from "./task.ts"

/** Zooms by factors that differ by less are the same. */
const MAX_ERROR = 1e-6

export function leaveOutGrowth(bokeh: Bokeh, doc: BokehDocument): void {
  bokeh.Models.TileRenderer.prototype.default_view.prototype._set_range = grow
  const { _trigger_on_change: trigger } = doc
  /** A tool sets one range of a map after the other: their changes are reported when both are set. */
  const waiting = new Map<DocumentChange, BokehRange>()
  const report = (): void => {
    const changes = [...waiting]
    keepParts(new Set(waiting.values()))
    waiting.clear()
    for (const [change, range] of changes) {
      for (const one of change.events ?? [change]) shorten(one, endsOf(range))
      trigger.call(doc, change)
    }
  }
  doc._trigger_on_change = (change) => {
    const { model, sync } = change.events?.[0] ?? change
    if (model?.part) {
      // Otherwise BokehJS has computed it from its data.
      if (sync && model.have_updated_interactively) {
        queueMicrotask(report)
        waiting.set(change, model)
        return
      }
      note(model, 1)
      if (!sync) growAnew(model)
    }
    report()
    const { msg_data: told } = change
    if (told?.event_name === "rangesupdate") {
      ;[told.x0, told.x1] = endsOf(told.origin.x_range)
      ;[told.y0, told.y1] = endsOf(told.origin.y_range)
    }
    trigger.call(doc, change)
  }
}

export function place(range: BokehRange, [start, end]: Ends): void {
  range.setv({ start, end }, { sync: false })
  range.have_updated_interactively = true
}

/** Sets a range to ends that fit the shape of the plot. */
function grow(range: BokehRange, low: number, high: number): void {
  const part = (partOf(range) * spanOf(range)) / (high - low)
  range.part = 0 // others have not set it
  place(range, range.start > range.end ? [high, low] : [low, high])
  note(range, part)
}

/** Others have set the range: the map grows again from what was asked for along both axes. */
function growAnew(range: BokehRange): void {
  for (const { model } of range.linked_plots) {
    for (const axis of [model.x_range, model.y_range]) if (axis.part) place(axis, endsOf(axis))
  }
}

/** A pan, or a zoom of both axes, keeps what was added. Other changes set ends to which nothing was added yet. */
function keepParts(ranges: ReadonlySet<BokehRange>): void {
  const zooms = [...ranges].map((range) => spanOf(range) / (range.shown ?? NaN))
  zooms.push(zooms[1] ?? 1)
  const isKept = Math.max(...zooms) < Math.min(...zooms) * (1 + MAX_ERROR)
  for (const range of ranges) note(range, isKept ? partOf(range) : 1)
}

function shorten(change: DocumentChange, [start, end]: Ends): void {
  if (isEnd(change.attr)) change.value = change.attr === "start" ? start : end
}

function note(range: BokehRange, part: number): void {
  range.part = part
  range.shown = spanOf(range)
}

/** Without what was added. */
function endsOf(range: BokehRange): Ends {
  const added = ((range.end - range.start) * (1 - partOf(range))) / 2
  return [range.start + added, range.end - added]
}

function partOf({ part = 1 }: BokehRange): number {
  return part
}

function spanOf({ start, end }: BokehRange): number {
  return Math.abs(end - start)
}
