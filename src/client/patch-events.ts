// What the events of a PATCH-DOC message mean when it can't be sent now.
// Source: bokehjs document/events.ts, core/bokeh_events.ts

import type { Message, PatchEvent } from "./bokeh.ts"

/** Of pointers, and of a page that is back, as it says whenever it is: nobody misses them later. */
const FLEETING = /^(mouse|pan|pinch|rotate|wheel|tap|doubletap|press|lod|client)/

/** Where somebody looks, and that the page is ready: rangesupdate, document_ready. */
const STATE = /^(ranges|doc)/

/** Questions of the server's, which it asks again. */
const OURS = /^bokeh_edge_/

/** Nothing is lost without it. */
export function isPassing({ content }: Message): boolean {
  return eventsOf(content).every(({ kind, msg_type = "", msg_data }) => {
    if (kind !== "MessageSent") return false
    return OURS.test(msg_type) || (msg_type === "bokeh_event" && FLEETING.test(nameOf(msg_data)))
  })
}

/** To apply it twice is to apply it once. */
export function isRepeatable({ content }: Message): boolean {
  return eventsOf(content).every(
    ({ kind, msg_data }) =>
      kind === "ModelChanged" || kind === "TitleChanged" || STATE.test(nameOf(msg_data)),
  )
}

/** Of two messages with the same key, the first is of no use. */
export function keyOf({ content }: Message): string | undefined {
  const events = eventsOf(content)
  return events.every(({ kind }) => kind === "ModelChanged")
    ? String(events.map(propertyOf))
    : undefined
}

/** True for what a pan sets at each move. */
export function isOfEnds({ content }: Message): boolean {
  return eventsOf(content).every(
    ({ kind, attr }) => kind === "ModelChanged" && (attr === "start" || attr === "end"),
  )
}

/** Both as one: the second, with what it does not set anew. */
export function merge(first: Message, second: Message): Message {
  const events = eventsOf(second.content)
  const anew = events.map(propertyOf)
  const others = eventsOf(first.content).filter((event) => !anew.includes(propertyOf(event)))
  Object.assign(second.content, { events: [...others, ...events] })
  return second
}

/** Changes that come before a document are of another one than is shown, and are in the one that comes. */
export function leaveMessages({ content }: Message): void {
  const events = eventsOf(content).filter(({ kind }) => kind === "MessageSent")
  Object.assign(content, { events })
}

function propertyOf({ model, attr }: PatchEvent): string {
  return `${model?.id}.${attr}`
}

function eventsOf({ events = [] }: Message["content"]): readonly PatchEvent[] {
  return events
}

function nameOf(data: unknown): string {
  const isEvent = typeof data === "object" && data !== null && "name" in data
  return isEvent ? String(data.name) : ""
}
