// What the events of a PATCH-DOC message mean when it can't be sent now.
// Source: bokehjs document/events.ts, core/bokeh_events.ts

import type { Message, PatchEvent } from "./bokeh.ts"

/** Of pointers: nobody misses them later. */
const POINTER = /^(mouse|pan|pinch|rotate|wheel|tap|doubletap|press|lod)/

/** Says where somebody looks. */
const VIEW = "rangesupdate"

/** Questions of the server's, which it asks again. */
const OURS = /^bokeh_edge_/

/** Nothing is lost without it. */
export function isPassing({ content }: Message): boolean {
  return eventsOf(content).every(({ kind, msg_type = "", msg_data }) => {
    if (kind !== "MessageSent") return false
    return OURS.test(msg_type) || (msg_type === "bokeh_event" && POINTER.test(nameOf(msg_data)))
  })
}

/** To apply it twice is to apply it once. */
export function isRepeatable({ content }: Message): boolean {
  return eventsOf(content).every(
    ({ kind, msg_data }) =>
      kind === "ModelChanged" || kind === "TitleChanged" || nameOf(msg_data) === VIEW,
  )
}

/** Of two messages with the same key, the first is of no use. */
export function keyOf({ content }: Message): string | undefined {
  const [event, ...others] = eventsOf(content)
  if (event?.kind !== "ModelChanged" || others.length > 0) return undefined
  return `${event.model?.id}.${event.attr}`
}

function eventsOf({ events = [] }: Message["content"]): readonly PatchEvent[] {
  return events
}

function nameOf(data: unknown): string {
  const isEvent = typeof data === "object" && data !== null && "name" in data
  return isEvent ? String(data.name) : ""
}
