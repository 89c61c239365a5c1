// Writes a turn's changes as PATCH-DOC events: once for all clients, and again for the client that caused the turn if only
// that client knows some new models. Source: bokehjs document/events.ts, Python bokeh.document.events (3.10), PROTOCOL.md
// D-rules

import type { HasProps } from "../model/has-props.ts"
import { Encoder } from "../serialization/encode.ts"
import { unreachable } from "../util/unreachable.ts"
import { type Change, isForClients, type Origin } from "./changes.ts"
import { DocumentModels, type Reader, storedAttributes } from "./document-models.ts"
import { isEmptyMap } from "./empty-maps.ts"
import { type EncodedEvents, encodeEvents } from "./encode-events.ts"
import type { DocumentEvent } from "./events.ts"
import type { FreshModels } from "./model-graph.ts"
import type { TurnChanges } from "./turn-changes.ts"
import { isRangeEnd } from "./window-ranges.ts"

/** The same events for two kinds of readers. */
export interface Encodings {
  /** For readers that respect a ColumnDataChanged's `cols`: it has only the new columns. */
  readonly cols: EncodedEvents
  /** For the other readers, such as Python's client: all columns, as ModelChanged. */
  readonly whole: EncodedEvents
}

export interface TurnPatch {
  /** For every client except the one that caused the turn. */
  readonly forOthers: Encodings
  readonly forOrigin: Encodings
  /** What restores the document: everything except messages. */
  readonly forJournal: EncodedEvents
  /** Why changes are missing above: an app set values that Bokeh cannot express. */
  readonly failures: Iterable<unknown>
  /** The new models that only those changes mention: they must still be sent whole. */
  readonly unsent: FreshModels
}

export function createPatch(turn: TurnChanges, origin: Origin | undefined): TurnPatch {
  const { changes, fresh } = turn
  const isNewToOthers = (id: string) => fresh.has(id)
  const all = changes.filter((c) => c.onlyTo === undefined && !isAbout(c.event, isNewToOthers))
  const forOthers = all.filter(isForClients)
  const failures = new Map<DocumentEvent | string, unknown>()
  const encoded = encodeEvents(forOthers, isNewToOthers, { failures })
  const forPrograms = all.filter(({ reach }) => reach !== "store")
  const encodings = encodingsOf({ changes: forOthers, forPrograms }, isNewToOthers, {}, encoded)
  const away = turn.away.filter(isStored)
  const isNew = (id: string) => isNewToOthers(id) || turn.isNewAway(id)
  const forJournal =
    away.length === 0 && !turn.hasThemed && all.every(isStoredAsSent)
      ? encoded
      : encodeEvents([...all.filter(isStored), ...away], isNew, {
          failures,
          read: storedAttributes,
        })
  return {
    failures: failures.values(),
    unsent:
      failures.size === 0
        ? NONE
        : new Map([...fresh].filter(([id]) => !forJournal.written.has(id))),
    forOthers: encodings,
    forJournal,
    forOrigin: origin === undefined ? encodings : createReaderPatch(turn, origin),
  }
}

const NONE: FreshModels = new Map()

export const NO_CHANGES: TurnChanges = {
  changes: [],
  fresh: NONE,
  isWhole: false,
  hasThemed: false,
  away: [],
  isNewAway: () => false,
}

function isStored({ event, reach }: Change): boolean {
  return event.kind !== "MessageSent" && reach !== "programs" && reach !== "clients"
}

/** For ranges, the stored value is the session's, and the sent value is always a number. */
function isStoredAsSent({ event, reach }: Change): boolean {
  const isOfRange = "attr" in event && isRangeEnd(event.model, event.attr)
  return event.kind !== "MessageSent" && reach === undefined && !isOfRange
}

/** The current values of properties, for a client that knows all models but may have other values. */
export function createValues(
  properties: readonly { readonly model: HasProps; readonly attr: string }[],
  reader?: Reader,
): EncodedEvents {
  const changes = properties.map(({ model, attr }): Change => {
    const change: Change = { event: { kind: "ModelChanged", model, attr }, origin: undefined }
    return forBrowsers(change)
  })
  return encodeEvents(changes, () => false, reader)
}

/**
 * Gives a client the `moved` roots in the order of `roots`: they are removed, and those that are still there are added again,
 * behind the others. Each is first written whole, since a client throws at the id of a model that it does not know; but not
 * as a root, which BokehJS would show although it is removed before its view is built.
 */
export function createRoots(
  roots: readonly HasProps[],
  moved: ReadonlySet<HasProps>,
  reader?: Reader,
): EncodedEvents {
  const encoder = new Encoder({ source: new DocumentModels(() => true, reader) })
  const taken = Array.from(moved, (root) => [
    { kind: "MessageSent", msg_type: "bokeh_edge_root", msg_data: encoder.encode(root) },
    { kind: "RootRemoved", model: { id: root.id } },
  ])
  const put = roots
    .filter((root) => moved.has(root))
    .map(({ id }) => ({ kind: "RootAdded", model: { id } }))
  const events = [...taken.flat(), ...put]
  return { events: events.map((event) => JSON.stringify(event)), buffers: encoder.buffers }
}

/** An event for one client that knows all models. @throws SerializationError when it cannot be written */
export function createEvent(event: DocumentEvent, reader?: Reader): EncodedEvents {
  const failures = new Map<DocumentEvent | string, unknown>()
  const encoded = encodeEvents([{ event, origin: undefined }], () => false, { failures, ...reader })
  for (const failure of failures.values()) throw failure
  return encoded
}

/**
 * For one kind of reader. Events with content that is hidden from it are left out.
 * @param origin the client that caused the turn, if it is the reader: it knows its own changes, and the models that it brought
 * @param known the models that the reader knows; default all that are not new
 */
export function createReaderPatch(
  { changes, fresh }: TurnChanges,
  origin: Origin | undefined,
  reader?: Reader,
  known?: ReadonlySet<string>,
): Encodings {
  const isOwn = (from: Origin | undefined) => origin !== undefined && from === origin
  const isNew = (id: string) => (fresh.has(id) && !isOwn(fresh.get(id))) || known?.has(id) === false
  const forPrograms = changes.filter(
    (c) =>
      !isOwn(c.origin) &&
      c.reach !== "store" &&
      (c.onlyTo === undefined || isOwn(c.onlyTo)) &&
      !isAbout(c.event, isNew),
  )
  const news = forPrograms.filter(isForClients)
  return encodingsOf({ changes: news, forPrograms }, isNew, reader)
}

function encodingsOf(
  { changes, forPrograms }: { readonly [K in "changes" | "forPrograms"]: readonly Change[] },
  isNew: (id: string) => boolean,
  reader?: Reader,
  encoded = encodeEvents(changes, isNew, reader),
): Encodings {
  const cols = changes.some(hasEmptyMap)
    ? encodeEvents(changes.map(forBrowsers), isNew, reader)
    : encoded
  const isSame = forPrograms.length === changes.length
  if (isSame && !changes.some(({ event }) => "cols" in event)) return { cols, whole: encoded }
  let whole: EncodedEvents | undefined
  return {
    cols,
    get whole() {
      whole ??= encodeEvents(forPrograms.map(withAllColumns), isNew, reader)
      return whole
    },
  }
}

function hasEmptyMap({ event }: Change): boolean {
  return event.kind === "ModelChanged" && isEmptyMap(event.model, event.attr)
}

function forBrowsers(change: Change): Change {
  return hasEmptyMap(change) ? { ...change, reach: "browsers" } : change
}

function withAllColumns(change: Change): Change {
  const { event } = change
  if (event.kind !== "ModelChanged") return change
  return { ...change, event: { kind: event.kind, model: event.model, attr: event.attr } }
}

/** A whole model has its state of the turn's end: events about it would repeat that (or add rows twice). */
function isAbout(event: DocumentEvent, isNew: (id: string) => boolean): boolean {
  switch (event.kind) {
    case "ModelChanged":
    case "ColumnsStreamed":
    case "ColumnsPatched":
      return isNew(event.model.id)
    case "TitleChanged":
    case "RootAdded":
    case "RootRemoved":
    case "MessageSent":
      return false
    default:
      return unreachable(event)
  }
}
