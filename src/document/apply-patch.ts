// Applies a client's PATCH-DOC to a document in one synchronous step. Source: Python
// bokeh.document.document.apply_json_patch, bokehjs document/document.ts (3.10), PROTOCOL.md D-rules

import { columnsOf, inOneCopy, patchTo, putColumns, streamTo } from "../model/column-methods.ts"
import { isColumns } from "../model/column.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { setProperty } from "../model/property-value.ts"
import { Decoder, type Inflate, UnknownReferenceError } from "../serialization/decode.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { EventValue } from "../serialization/values.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import { unreachable } from "../util/unreachable.ts"
import type { Origin } from "./changes.ts"
import { assertNoCircle } from "./circles.ts"
import {
  assertMaySet,
  type Assignment,
  type Author,
  type Present,
  TRUSTED,
} from "./client-policy.ts"
import { assertDepth } from "./depth.ts"
import { isChosenTool } from "./derived.ts"
import { displaceBy } from "./displaced-models.ts"
import { assertMayAssign, ModelResolver } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"
import { type EventRep, parseEventRep } from "./events.ts"
import { faultIn } from "./message-sent.ts"
import { assertMayTag } from "./owner-only.ts"
import { marking } from "./visitor-html.ts"
import { isInitial } from "./window-ranges.ts"

export type MessageSent = EventRep & { readonly kind: "MessageSent" }

export interface Patch {
  /** The events, unchecked. */
  readonly events: readonly unknown[]
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
  readonly inflate?: Inflate
}

/**
 * Decodes the whole patch, applies its events in order, and then runs the callbacks, so that the callback for a file's
 * content knows the file's name. A patch that names a model which has just left the document is too late, and is dropped as
 * a whole.
 * @returns the messages in it
 * @throws SerializationError before anything is applied, also for a change that its author may not make; ModelError at an
 * impossible event: the events before it stay applied
 */
export function applyPatch(
  document: Document,
  patch: Patch,
  origin: Origin,
  author = TRUSTED,
): readonly MessageSent[] {
  const { decoded, present, made } = decodePatch(document, patch, author)
  const internals = internalsOf(document)
  const { callbacks, beside } = internals
  for (const event of decoded) {
    if ("attr" in event) assertMaySet(author, modelOf(event.model), event.attr)
  }
  const sets = decoded.flatMap(assignmentIn)
  for (const set of sets) assertMayAssign(author, set, present)
  assertMayTag(author, sets)
  if (!callbacks.isSilent) {
    assertDepth([beside.config], document.roots, decoded)
    if (!author.mayBringCode) assertNoCircle(decoded)
  }
  const markHtml = marking(author, sets)
  callbacks.inOneStep(origin, () => {
    try {
      internals.changeAs(origin, () => {
        inOneCopy(() => {
          for (const event of decoded) apply(document, event)
        })
      })
    } finally {
      displaceBy(document, made)
      markHtml() // also marks what came before an event that cannot be applied
    }
  })
  return decoded.filter((event) => event.kind === "MessageSent")
}

interface Decoded {
  readonly decoded: readonly EventRep[]
  readonly present: Present
  readonly made: ReadonlyMap<string, HasProps>
}

function decodePatch(document: Document, patch: Patch, author: Author): Decoded {
  const { callbacks, graph, build } = internalsOf(document)
  const { events, buffers, inflate } = patch
  if (events.length > MESSAGE_LIMITS.events) {
    throw new SerializationError(
      `a message can't have more than ${MESSAGE_LIMITS.events} events, got ${events.length}`,
    )
  }
  const resolver = new ModelResolver(graph, author, callbacks.isSilent ? build : undefined)
  const decoder = new Decoder<HasProps>({ resolver, buffers, ...(inflate && { inflate }) })
  try {
    const decoded = events.map((event, i) =>
      decodeEvent(parseEventRep(event, `events[${i}]`), decoder, i),
    )
    return { decoded, present: resolver.present, made: resolver.made }
  } catch (error) {
    if (error instanceof UnknownReferenceError && graph.wasHere(error.id)) {
      return { decoded: [], present: resolver.present, made: resolver.made }
    }
    throw error
  }
}

/** The same event with its values decoded. */
function decodeEvent(event: EventRep, decoder: Decoder<HasProps>, index: number): EventRep {
  const decode = (value: unknown, field: string) =>
    decoder.decode(value, `events[${index}].${field}`)
  switch (event.kind) {
    case "ModelChanged":
      return { ...event, model: decode(event.model, "model"), new: decode(event.new, "new") }
    case "ColumnDataChanged":
    case "ColumnsStreamed":
      return { ...event, model: decode(event.model, "model"), data: decode(event.data, "data") }
    case "ColumnsPatched":
      return {
        ...event,
        model: decode(event.model, "model"),
        patches: decode(event.patches, "patches"),
      }
    case "RootAdded":
    case "RootRemoved":
      return { ...event, model: decode(event.model, "model") }
    case "MessageSent": {
      const msg_data = decode(event.msg_data, "msg_data")
      assertMessage(event.msg_type, msg_data, `events[${index}].msg_data`)
      return { ...event, msg_data }
    }
    case "TitleChanged":
      return event
    default:
      return unreachable(event)
  }
}

function apply(document: Document, event: EventRep): void {
  switch (event.kind) {
    case "ModelChanged": {
      const [model, { attr, new: value }] = [modelOf(event.model), event]
      if (isInitial(attr)) restoreInitial(document, model, attr, value)
      else if (internalsOf(document).callbacks.isSilent || !isChosenTool(model, attr)) {
        applyModelChanged(model, attr, value)
      }
      break
    }
    case "ColumnDataChanged": {
      const model = modelOf(event.model)
      columnsOf(model, event.attr)
      const data = columnsIn(event.data)
      if (event.cols === null) setProperty(model, event.attr, data)
      else putColumns(model, event.attr, data)
      break
    }
    case "ColumnsStreamed": {
      streamTo(modelOf(event.model), event.attr, columnsIn(event.data), event.rollover)
      break
    }
    case "ColumnsPatched": {
      patchTo(modelOf(event.model), event.attr, event.patches)
      break
    }
    case "TitleChanged": {
      document.title = event.title
      break
    }
    case "RootAdded": {
      document.add_root(modelOf(event.model))
      break
    }
    case "RootRemoved": {
      document.remove_root(modelOf(event.model))
      break
    }
    case "MessageSent": {
      internalsOf(document).receiveMessage(event.msg_type, event.msg_data)
      break
    }
    default:
      unreachable(event)
  }
}

/** The message may be passed on, or an app may send it back. */
function assertMessage(msg_type: string, msg_data: unknown, path: string): void {
  const isEvent = msg_data instanceof EventValue
  if (isEvent !== (msg_type === "bokeh_event")) {
    throw new SerializationError("an event can only be the data of a bokeh_event", path)
  }
  const fault = faultIn(msg_data)
  if (fault !== undefined) throw new SerializationError(fault, path)
}

/** An unknown property is ignored, as in Bokeh: the client may be newer than this version's table. */
function applyModelChanged(model: HasProps, attr: string, value: unknown): void {
  if (stateOf(model).schema.has(attr)) setProperty(model, attr, value)
}

/** The range's end from before somebody moved it. It comes from storage, never from a client. */
function restoreInitial(document: Document, model: HasProps, attr: string, value: unknown): void {
  const { build, callbacks } = internalsOf(document)
  if (!callbacks.isSilent) return
  if (Number.isNaN(value)) stateOf(model).values.delete(attr)
  else stateOf(model).values.set(attr, value)
  build.note(model, attr)
}

function assignmentIn(event: EventRep): readonly Assignment[] {
  if (event.kind !== "ModelChanged") return []
  return [{ model: modelOf(event.model), attr: event.attr, value: event.new }]
}

function modelOf(value: unknown): HasProps {
  if (value instanceof HasProps) return value
  throw new SerializationError("'model' must be a model of this document")
}

function columnsIn(value: unknown): Parameters<typeof streamTo>[2] {
  if (isColumns(value)) return value
  throw new SerializationError("'data' must be a map from column names to columns")
}
