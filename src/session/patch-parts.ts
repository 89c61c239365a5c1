// Splits patches, as Bokeh's server does. BokehJS lays a plot out again for each of its lists that changes, before it has
// created the models of the next list. So renderers and placed models (a legend, an axis) go in separate messages. And
// Python's client reads all models of a message before any leave: the roots of a new document may have their ids.

import type { EncodedEvents } from "../document/encode-events.ts"

const PLACING =
  /^\{"kind":"ModelChanged","model":\{"id":"([^"]*)"\},"attr":"(?:renderers|center|above|below|left|right)"/

/**
 * The events, in order. Each event that changes one of a plot's lists, except for the first one, begins another part, and so
 * does the first root of a new document.
 */
export function inParts(
  patch: EncodedEvents,
  isPlot: (id: string) => boolean,
  isNewDocument: boolean,
): readonly EncodedEvents[] {
  const parts: string[][] = [[]]
  const firstRoot = patch.events.findIndex((event) => event.startsWith('{"kind":"RootAdded"'))
  let isPlaced = false
  for (const [i, event] of patch.events.entries()) {
    const [, id] = PLACING.exec(event) ?? []
    const isPlacing = id !== undefined && isPlot(id)
    const isNext = isPlacing ? isPlaced : isNewDocument && i > 0 && i === firstRoot
    if (isNext) parts.push([])
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
