// Starts a session's document: the handler builds it, then what is stored, or a snapshot, is applied to it.

import type { AppUpdate, ContextParts, Life, LifeCallback } from "../../app/context.ts"
import type { Route } from "../../app/route.ts"
import type { Callbacks } from "../../document/callbacks.ts"
import type { CarriedOver } from "../../document/carry-over.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import { faultsIn } from "../../document/integrity.ts"
import { stateOf } from "../../model/has-props.ts"
import type { Admission } from "../../objects/admission.ts"
import { placeKey } from "../../objects/names.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { fieldsOf } from "../../util/record.ts"
import {
  applyModels,
  type BuiltDocument,
  buildDocument,
  ensureTitle,
  isModelsOnly,
} from "../build-document.ts"
import { isStored, storeDocument } from "../journal.ts"
import { readRecord, type StoredRecord } from "../record.ts"
import { type Restored, restoreSession } from "../restore.ts"
import type { Session } from "../session.ts"
import { storedIn, UNPLACED } from "../stored-state.ts"
import { inTime } from "./in-time.ts"
import type { SessionServices } from "./services.ts"

/** An object whose requests wait for longer than 30 s is reset. */
const DEFAULT_START_S = 20
/** Set for a session that started with single models of another document: it has no handler. */
const MODELS_ONLY = "bare"
/** Set when onCreated has run, or may have run. */
const CREATED = "created"
const MAX_LOGGED = 20
const UNREADABLE = "this copy can't be read any more: what was stored of it is damaged"

/** The snapshot of a link cannot be opened. The app's handler is not at fault. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError"
}

export interface StartOptions {
  readonly services: SessionServices
  readonly route: Route
  readonly admission: Admission
  readonly parts: ContextParts
}

export interface StartedDocument extends BuiltDocument {
  readonly restored: Restored
}

/** Runs the handler, and applies to its document what is stored, or a snapshot. */
export async function startDocument(options: StartOptions): Promise<StartedDocument> {
  const { services, admission } = options
  const snapshot = isStored(services.store) ? undefined : await snapshotFor(options)
  const { origin, pictureOf } = services.together
  await origin.load(admission.snapshotId, placeKey(admission))
  if (snapshot === undefined) return startWith(options, undefined)
  const { store } = services
  const isBare = isModelsOnly(snapshot)
  // A session that has shown a picture, and is not stored yet, shows it again.
  if (!isBare && store.getMeta(MODELS_ONLY) === undefined) {
    const failed = (error: unknown) => cannotGoOn(services, error)
    const started = await startWith(options, snapshot).catch(failed)
    if (started !== undefined && !isOutgrown(started.restored)) return started
  }
  store.setMeta(MODELS_ONLY, "1")
  return startWith(options, isBare ? snapshot : pictureOf(snapshot))
}

/** The app's handler has failed with a copy, which can be shown without it. */
function cannotGoOn(services: SessionServices, error: unknown): undefined {
  if (error instanceof SnapshotError) throw error
  services.report("the app failed with a copy", error)
  showAnew(services)
}

/** The running code has no place for any of the changes, or builds none of the stored models. */
export function hasNothingOf(restored: Restored): boolean {
  if (restored.state !== "updated" || restored.carried > 0) return false
  return restored.unplaced.length > 0 || restored.matched === 0
}

/** Most of what was changed has no place any more: the document would show something else than the copy. */
function isOutgrown(restored: Restored): boolean {
  if (restored.state !== "updated") return false
  return restored.unplaced.length > restored.carried || hasNothingOf(restored)
}

async function startWith(
  options: StartOptions,
  snapshot: StoredRecord | undefined,
): Promise<StartedDocument> {
  const { services, route, parts } = options
  const { store, groups, ports } = services
  const handler = store.getMeta(MODELS_ONLY) === undefined ? route.handler : () => undefined
  groups.reset()
  services.state.reset(stateIn(snapshot))
  const built = await inTime(
    ports.timers,
    "the handler",
    startWithin(route),
    buildDocument(handler, parts, titleOf(options)),
  )
  const restored = restore(built.document, options, snapshot)
  if (snapshot !== undefined) ensureTitle(built.document, titleOf(options))
  groups.built()
  // A snapshot is as a visitor left it, so its faults are not the app's.
  if (!isStored(store) && snapshot === undefined) tellFaults(built.document, services)
  return { ...built, restored }
}

/** The title of the route, or of the copy with which the session starts. */
function titleOf({ services, route }: StartOptions): string | undefined {
  return route.options.title ?? (services.together.origin.current?.title || undefined)
}

/** The app's state in the session that published a snapshot. */
function stateIn(snapshot: StoredRecord | undefined): string | undefined {
  const { state } = fieldsOf(snapshot?.content)
  return state === undefined ? undefined : JSON.stringify(state)
}

function restore(
  document: Document,
  { services, route }: StartOptions,
  snapshot: StoredRecord | undefined,
): Restored {
  const { store, ports, losses } = services
  if (snapshot !== undefined && isModelsOnly(snapshot)) {
    applyCopy(document, snapshot)
    return { state: "new" }
  }
  const version = ports.versionOf(route)
  const restored = restoreSession(document, snapshot === undefined ? store : storedIn(snapshot), {
    version,
    isCopy: snapshot !== undefined,
    lost: (loss) => losses.lost(loss),
    damaged: (which, reason, record) => {
      if (snapshot !== undefined) throw new SnapshotError(UNREADABLE)
      losses.damaged(which, reason, record)
    },
  })
  if (internalsOf(document).callbacks.wasHolding) showAnew(services)
  const isDamaged = losses.restored(snapshot === undefined)
  if (isDamaged) showAnew(services)
  if (snapshot === undefined) {
    store.atomically(() => {
      if (isDamaged || isOtherThanStored(restored)) storeAnew(services, document, version)
      if (restored.state === "updated") store.replaceNamed(UNPLACED, restored.toKeep)
    })
  }
  if (restored.state === "updated") tellUpdate(services, restored)
  return restored
}

function isOtherThanStored(restored: Restored): boolean {
  return restored.state === "updated" || (restored.state === "same" && restored.isOld)
}

function applyCopy(document: Document, snapshot: StoredRecord): void {
  try {
    applyModels(document, snapshot)
  } catch (cause) {
    throw new SnapshotError(UNREADABLE, { cause })
  }
}

/** Open pages show something else. They reconnect by themselves, and pull. */
export function showAnew({ peers }: SessionServices): void {
  for (const peer of peers.all) peer.close(CLOSE.diverged, "")
}

/** What the new code builds is the new base. */
function storeAnew(
  { ports, store }: SessionServices,
  document: Document,
  version: string | undefined,
): void {
  const atMs = store.changedAtMs
  store.replaceBase(undefined)
  storeDocument(store, {
    document,
    atMs,
    version,
    leftOut: (what, error) => ports.log.error(`${what} could not be stored`, { error }),
  })
}

function tellUpdate(services: SessionServices, { matched, carried, unplaced }: CarriedOver): void {
  const { ports } = services
  showAnew(services)
  const list = unplaced.map(({ model, property, reason }) => ({
    type: model.type,
    property,
    reason,
  }))
  ports.log.warn("the app was updated: a session was carried over", {
    matched,
    carried,
    unplaced: list.slice(0, MAX_LOGGED),
    unplacedCount: list.length,
  })
}

/**
 * They run in the session, so that their changes are stored and sent, and their errors reported, like those of any
 * callback.
 */
export async function runLifeCallbacks(
  services: SessionServices,
  route: Route,
  { session, document, life, restored }: LifeStart,
): Promise<void> {
  const { store } = services
  const { callbacks } = internalsOf(document)
  const wasCreated = isStored(store) || store.getMeta(CREATED) !== undefined
  // In one write with what the first callback stores before its first await.
  if (!wasCreated && life.created.length > 0) store.setMeta(CREATED, "1")
  const run = (what: string, due: readonly LifeCallback[]) =>
    runInTurn(services, { what, due, session, callbacks, seconds: startWithin(route) })
  if (restored.state === "updated") {
    const update = updateOf(restored)
    await run(
      "onUpdated",
      life.updated.map((callback) => () => callback(update)),
    )
  }
  if (wasCreated) await run("onWake", life.woken)
  else await run("onCreated", life.created)
  session.act(() => callbacks.started())
}

interface LifeStart {
  readonly session: Session
  readonly document: Document
  readonly life: Life
  readonly restored: Restored
}

interface DueCallbacks {
  readonly what: string
  readonly due: readonly LifeCallback[]
  readonly session: Session
  readonly callbacks: Callbacks
  readonly seconds: number
}

async function runInTurn(
  { ports, report }: SessionServices,
  { what, due, session, callbacks, seconds }: DueCallbacks,
): Promise<void> {
  for (const callback of due) {
    let running: Promise<void> | undefined
    session.act(() => {
      running = callbacks.runOther(what, callback)
    })
    await inTime(ports.timers, what, seconds, running).catch((error: unknown) => {
      report("a callback takes too long", error)
    })
  }
}

function updateOf({ carried, unplaced }: CarriedOver): AppUpdate {
  return {
    carried,
    unplaced: unplaced.map(({ model, property, value, reason }) => {
      const name = stateOf(model).values.get("name")
      const named = typeof name === "string" ? name : undefined
      return { type: model.type, name: named, property, value, reason }
    }),
  }
}

function startWithin({ options }: Route): number {
  return options.session?.startWithin ?? DEFAULT_START_S
}

function tellFaults(document: Document, { ports }: SessionServices): void {
  const models = internalsOf(document).graph.all()
  for (const { level, message } of faultsIn(models)) ports.log[level](message)
}

/** The snapshot with which a session starts that was opened by a snapshot's link. */
async function snapshotFor({
  services: { ports },
  admission,
}: StartOptions): Promise<StoredRecord | undefined> {
  const { snapshotId } = admission
  if (snapshotId === undefined) return undefined
  const record = await ports.snapshots(snapshotId).open(placeKey(admission))
  if (record === undefined) throw new SnapshotError("this copy is gone")
  const snapshot = readRecord([record], record.byteLength)
  if (snapshot.damage !== undefined) throw new SnapshotError(UNREADABLE)
  return snapshot
}
