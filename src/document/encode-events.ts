// Writes events of a document for one kind of readers: JSON for PATCH-DOC, with buffers beside it. Source: bokehjs
// document/events.ts, Python bokeh.document.events (3.10), PROTOCOL.md D-rules

import { isColumns } from "../model/column.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { getProperty } from "../model/property-value.ts"
import { Encoder } from "../serialization/encode.ts"
import { unreachable } from "../util/unreachable.ts"
import { type Change, isDelta, type Reach } from "./changes.ts"
import { DocumentModels, type Reader } from "./document-models.ts"
import { NO_LINES } from "./empty-maps.ts"
import type { DocumentEvent } from "./events.ts"
import { areOthersFew } from "./few-cells.ts"
import { asText, shownWith } from "./shown-as-text.ts"
import { isAutomatic, isInitial, isRangeEnd, sessionsEnd } from "./window-ranges.ts"

export interface EncodedBuffer {
  readonly id: string
  readonly data: Uint8Array
}

/** Events as JSON strings, with the buffers that they refer to. */
export interface EncodedEvents {
  readonly events: readonly string[]
  readonly buffers: readonly EncodedBuffer[]
}

interface EventsOptions extends Reader {
  /**
   * Why events, or properties in them, are missing: each reason once, even if the event is written for several kinds of
   * readers.
   */
  readonly failures?: Map<DocumentEvent | string, unknown>
}

export function encodeEvents(
  changes: readonly Change[],
  isNew: (id: string) => boolean,
  { failures = new Map(), ...reader }: EventsOptions = {},
): EncodedEvents & { readonly written: ReadonlySet<string> } {
  if (changes.length === 0) return { events: [], buffers: [], written: new Set() }
  const encoder = new Encoder({
    source: new DocumentModels(isNew, reader),
    leftOut: (what, failure) => failures.set(what, failure),
  })
  const events: string[] = []
  for (const { event, reach } of reader.seesText === true ? changes.flatMap(withShown) : changes) {
    if (isHidden(event, reader)) continue
    if (isDelta(event) && encoder.written.has(event.model.id)) continue // it is in what was written whole
    const readers = reader.read === undefined ? reach : "store"
    try {
      events.push(JSON.stringify(encodeEvent(event, encoder, readers, reader)))
    } catch (failure) {
      failures.set(event, failure) // the other changes are sent nevertheless
    }
  }
  return { events, buffers: encoder.buffers, written: encoder.written }
}

function isHidden(event: DocumentEvent, { hiding }: Reader): boolean {
  if (hiding === undefined || !("attr" in event)) return false
  return hiding.isBlank(event.model) || hiding.isSecret(event.model)
}

function withShown(change: Change): readonly Change[] {
  const { event } = change
  if (event.kind !== "ModelChanged") return [change]
  const { kind, model } = event
  return shownWith(model, event.attr).map((attr) =>
    attr === event.attr ? change : { ...change, event: { kind, model, attr } },
  )
}

function encodeEvent(
  event: DocumentEvent,
  encoder: Encoder,
  readers: Reach | undefined,
  { seesText = false }: Reader,
): object {
  const { kind } = event
  switch (kind) {
    case "ModelChanged": {
      const { attr, cols, passed } = event
      const model = { id: event.model.id }
      if (passed !== undefined) return { kind, model, attr, new: passed }
      const shown = seesText ? asText(event.model) : undefined
      const value =
        shown?.has(attr) === true ? shown.get(attr) : valueFor(readers, event.model, attr)
      if (cols === undefined || !isColumns(value) || areOthersFew(value, cols)) {
        return { kind, model, attr, new: encoder.encode(value) }
      }
      const data = encoder.encode(Object.fromEntries(cols.map((name) => [name, value[name]])))
      return { kind: "ColumnDataChanged", model, attr, data, cols }
    }
    case "ColumnsStreamed": {
      const { model, attr, data, rollover } = event
      return { kind, model: { id: model.id }, attr, data: encoder.encode(data), rollover }
    }
    case "ColumnsPatched": {
      const { model, attr, patches } = event
      return { kind, model: { id: model.id }, attr, patches: encoder.encode(patches) }
    }
    case "TitleChanged":
      return { kind, title: event.title }
    case "RootAdded":
      return { kind, model: encoder.encode(event.model) }
    case "RootRemoved":
      return { kind, model: { id: event.id } }
    case "MessageSent":
      return { kind, msg_type: event.msg_type, msg_data: encoder.encode(event.msg_data) }
    default:
      return unreachable(event)
  }
}

/** An end of a range that windows compute is NaN in the store; a reader gets the present value. */
function valueFor(readers: Reach | undefined, model: HasProps, attr: string): unknown {
  if (readers === "browsers") return NO_LINES
  const { values } = stateOf(model)
  if (isInitial(attr)) return values.has(attr) ? values.get(attr) : NaN
  if (readers === "programs" || !isRangeEnd(model, attr)) return getProperty(model, attr)
  const value = sessionsEnd(model, attr)
  return readers === "store" || !isAutomatic(value) ? value : getProperty(model, attr)
}
