// What the events of a PATCH-DOC message mean when it cannot be sent now. Source: bokehjs document/events.ts,
// core/bokeh_events.ts

import type { Message, PatchEvent } from "./bokeh.ts"
import { VIEW_MESSAGE } from "./task.ts"

/** Pointer events, and the report of a page that reconnected: sending them later has no use. */
const FLEETING = /^(mouse|pan|pinch|rotate|wheel|tap|doubletap|press|lod|client)/

/** The state of views, and that the page is ready: rangesupdate, document_ready. */
const STATE = /^(ranges|doc)/

/** Questions from the server, which it repeats. */
const OURS = /^bokeh_edge_/

/** Nothing is lost without the message. */
export function isPassing({ content }: Message): boolean {
  return eventsOf(content).every(
    ({ msg_type = "", msg_data }) =>
      OURS.test(msg_type) || (msg_type === "bokeh_event" && FLEETING.test(msg_data?.name ?? "")),
  )
}

/** Applying it twice has the same effect as applying it once. */
export function isRepeatable({ content }: Message): boolean {
  return eventsOf(content).every(
    ({ kind, msg_data }) =>
      kind === "ModelChanged" || kind === "TitleChanged" || STATE.test(msg_data?.name ?? ""),
  )
}

/** Of two messages with the same key, the first is obsolete. */
export function keyOf({ content }: Message): string | undefined {
  const events = eventsOf(content)
  return events.every(({ kind }) => kind === "ModelChanged")
    ? String(events.map(propertyOf))
    : undefined
}

/** True for what a pan sets at each move. */
export function isOfEnds({ content }: Message): boolean {
  return eventsOf(content).every(({ attr }) => isEnd(attr))
}

export function isEnd(attr: string | undefined): attr is "start" | "end" {
  return attr === "start" || attr === "end"
}

/** Combines two messages: the second, with what it does not set from the first. */
export function merge(first: Message, second: Message): Message {
  const events = eventsOf(second.content)
  const anew = events.map(propertyOf)
  const others = eventsOf(first.content).filter((event) => !anew.includes(propertyOf(event)))
  Object.assign(second.content, { events: [...others, ...events] })
  return second
}

/**
 * Drops all but messages: changes that arrive before a document belong to another document than the one shown, and are
 * already in the one that arrives. Moved ranges are dropped, too: they are sent again after each pull.
 */
export function leaveMessages({ content }: Message): void {
  const events = eventsOf(content).filter(
    ({ kind, msg_type }) => kind === "MessageSent" && msg_type !== VIEW_MESSAGE,
  )
  Object.assign(content, { events })
}

function propertyOf({ model, attr }: PatchEvent): string {
  return `${model?.id}.${attr}`
}

function eventsOf({ events = [] }: Message["content"]): readonly PatchEvent[] {
  return events
}
