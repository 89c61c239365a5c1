// Starts a session's document: the handler builds it, then what is stored, or a snapshot, is laid over it.

import type { ContextParts, Life } from "../../app/context.ts"
import type { Route } from "../../app/route.ts"
import { DivergedError } from "../../document/checkpoint.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import { faultsIn } from "../../document/integrity.ts"
import { ModelError } from "../../model/model-error.ts"
import type { Admission } from "../../objects/admission.ts"
import { placeKey } from "../../objects/names.ts"
import { SerializationError } from "../../serialization/serialization-error.ts"
import { CLOSE } from "../../util/close-codes.ts"
import {
  type BuiltDocument,
  buildDocument,
  isModelsOnly,
  applySnapshot,
  restoreSession,
} from "../build-document.ts"
import { parseRecord, type StoredRecord } from "../record.ts"
import type { Session } from "../session.ts"
import { inTime } from "./in-time.ts"
import type { SessionServices } from "./services.ts"

/** An object whose requests wait for longer than 30 s is reset. */
const DEFAULT_START_S = 20
/** Set for a session that began with single models of another's document: it has no handler. */
const MODELS_ONLY = "bare"
/** Set when onCreated has run, or may have. */
const CREATED = "created"

/** The snapshot that a link leads to can't be opened: no fault of the app's handler. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError"
}

export interface StartOptions {
  readonly services: SessionServices
  readonly route: Route
  readonly admission: Admission
  readonly parts: ContextParts
}

/** Runs the handler and lays what is stored over it; when that does not fit any more, starts anew and says so. */
export async function startDocument(options: StartOptions): Promise<BuiltDocument> {
  const { services, route, parts } = options
  const { store, groups, ports } = services
  const snapshot = store.checkpointBytes === 0 ? await snapshotFor(options) : undefined
  const handler = store.getMeta(MODELS_ONLY) === undefined ? route.handler : () => undefined
  groups.reset()
  const build = () =>
    inTime(
      ports.timers,
      "the handler",
      startWithin(route),
      buildDocument(handler, parts, route.options.title),
    )
  let built = await build()
  if (snapshot !== undefined) openSnapshot(built.document, snapshot)
  if (!restores(built.document, services)) built = await build()
  groups.built()
  // A snapshot is as a visitor left it.
  if (store.checkpointBytes === 0 && snapshot === undefined) tellFaults(built.document, services)
  return built
}

/** In the session, so that what they change is stored and sent, and their errors are reported, as any callback's. */
export async function runLifeCallbacks(
  { store, ports, report }: SessionServices,
  route: Route,
  { session, document, life }: { session: Session; document: Document; life: Life },
): Promise<void> {
  const { callbacks } = internalsOf(document)
  const wasCreated = store.checkpointBytes > 0 || store.getMeta(CREATED) !== undefined
  const what = wasCreated ? "onWake" : "onCreated"
  // In one write with what the first one stores before it waits for anything.
  if (!wasCreated && life.created.length > 0) store.setMeta(CREATED, "1")
  for (const callback of wasCreated ? life.woken : life.created) {
    let running: Promise<void> | undefined
    session.act(() => {
      running = callbacks.runOther(what, callback)
    })
    await inTime(ports.timers, what, startWithin(route), running).catch((error: unknown) => {
      report("a callback takes too long", error)
    })
  }
  session.act(() => callbacks.started())
}

function startWithin({ options }: Route): number {
  return options.session?.startWithin ?? DEFAULT_START_S
}

/** False when what is stored does not fit: then nothing is stored any more. */
function restores(document: Document, services: SessionServices): boolean {
  try {
    restoreSession(document, services.store)
  } catch (error) {
    if (!isMisfit(error)) throw error
    startAnew(services, error)
    return false
  }
  return true
}

/** Pages that are open show what the old code made. They come again by themselves, and pull. */
function startAnew({ ports, store, groups, peers }: SessionServices, error: unknown): void {
  ports.log.error("the stored state does not fit the app any more: it starts anew", { error })
  store.setAside(ports.timers.now())
  store.deleteMeta(CREATED)
  for (const peer of peers.all) peer.close(CLOSE.diverged, "the app has changed")
  groups.reset()
}

function tellFaults(document: Document, { ports }: SessionServices): void {
  const models = internalsOf(document).graph.all()
  for (const { level, message } of faultsIn(models)) ports.log[level](message)
}

/** What a session begins with that is opened by a snapshot's link. */
async function snapshotFor({
  services: { ports, store },
  admission,
}: StartOptions): Promise<StoredRecord | undefined> {
  const { snapshotId } = admission
  if (snapshotId === undefined) return undefined
  const record = await ports.snapshots(snapshotId).read(placeKey(admission))
  if (record === undefined) throw new SnapshotError("this snapshot does not exist or has expired")
  const snapshot = parseRecord([record])
  if (isModelsOnly(snapshot)) store.setMeta(MODELS_ONLY, "1")
  return snapshot
}

/** @throws SnapshotError when the handler builds something else now */
function openSnapshot(document: Document, snapshot: StoredRecord): void {
  try {
    applySnapshot(document, snapshot)
  } catch (error) {
    if (!isMisfit(error)) throw error
    throw new SnapshotError("the app has changed: this snapshot does not fit it any more")
  }
}

/** What is stored does not fit what the handler builds now. */
function isMisfit(error: unknown): boolean {
  return [DivergedError, SerializationError, ModelError].some((type) => error instanceof type)
}
