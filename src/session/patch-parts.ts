// BokehJS lays a plot out again for each list of it that changes, before it has made what the next list brings: what is drawn
// and what is placed (a legend, an axis) goes in messages of their own, as from Bokeh's server.

import type { EncodedEvents } from "../document/encode-events.ts"

const PLACING =
  /^\{"kind":"ModelChanged","model":\{"id":"([^"]*)"\},"attr":"(?:renderers|center|above|below|left|right)"/

/** The events, in order; each that changes such a list of a plot, but for the first, begins another part. */
export function inParts(
  patch: EncodedEvents,
  isPlot: (id: string) => boolean,
): readonly EncodedEvents[] {
  const parts: string[][] = [[]]
  let isPlaced = false
  for (const event of patch.events) {
    const [, id] = PLACING.exec(event) ?? []
    const isPlacing = id !== undefined && isPlot(id)
    if (isPlacing && isPlaced) parts.push([])
    isPlaced ||= isPlacing
    parts.at(-1)?.push(event)
  }
  if (parts.length === 1) return [patch]
  return parts.map((events) => {
    const named = new Set(events.flatMap(idsIn))
    return { events, buffers: patch.buffers.filter(({ id }) => named.has(id)) }
  })
}

/** Of buffers and of models. */
function idsIn(event: string): readonly string[] {
  return Array.from(event.matchAll(/\{"id":"([^"]+)"\}/g), ([, id = ""]) => id)
}
