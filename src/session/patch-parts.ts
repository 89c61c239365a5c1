// Splits patches for plots. BokehJS lays a plot out again for each of its lists that changes, before it has created the
// models of the next list. So renderers and placed models (a legend, an axis) go in separate messages, as from Bokeh's
// server.

import type { EncodedEvents } from "../document/encode-events.ts"

const PLACING =
  /^\{"kind":"ModelChanged","model":\{"id":"([^"]*)"\},"attr":"(?:renderers|center|above|below|left|right)"/

/** The events, in order. Each event that changes one of a plot's lists, except for the first one, begins another part. */
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

/** The ids of buffers and models. */
function idsIn(event: string): readonly string[] {
  return Array.from(event.matchAll(/\{"id":"([^"]+)"\}/g), ([, id = ""]) => id)
}
