// A session in its object, asleep or awake: the handler runs again at each wake, and what is stored is laid over it.

import { type Context, type ContextParts, createContext, type Life } from "../app/context.ts"
import type { Route } from "../app/route.ts"
import { DivergedError } from "../document/checkpoint.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { faultsIn } from "../document/integrity.ts"
import { ModelError } from "../model/model-error.ts"
import { type Admission, encodeAdmission, parseAdmission } from "../objects/admission.ts"
import { placeKey } from "../objects/names.ts"
import { snapshotStub } from "../objects/stubs.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import {
  type BuiltDocument,
  buildDocument,
  isBare,
  layCopy,
  restoreSession,
} from "../session/build-document.ts"
import { parseRecord, type StoredRecord } from "../session/record.ts"
import type { Session } from "../session/session.ts"
import { CLOSE } from "../util/close-codes.ts"
import { peerOf } from "./do-peer.ts"
import { inTime } from "./in-time.ts"
import type { Failure } from "./report.ts"
import { runningSession } from "./session-groups.ts"
import { contextParts, createSession } from "./session-parts.ts"
import type { SessionServices } from "./session-services.ts"

/** After it was woken, or was to be. */
export type WokenState = Awake | Failed
interface Awake {
  readonly state: "awake"
  readonly session: Session
  readonly document: Document
  readonly context: Context
}
export interface Failed {
  readonly state: "failed"
  readonly code: number
  readonly reason: string
  /** The app's own, about which there is more to say than fits into a reason. */
  readonly failure?: Failure
}

/** An old token opens no session, and an invitation none that is over. */
export function expired({ inviteId }: Admission): Failed {
  const reason =
    inviteId === undefined
      ? "the token has expired: reload the page"
      : "the session that the invitation is for is over"
  return { state: "failed", code: CLOSE.expiredToken, reason }
}

/** An object whose requests wait for longer than 30 s is reset. */
const DEFAULT_START_S = 20
/** The admission that a stored session was opened by. */
const OPENED_BY = "open"
/** Set for a session that began with single models of another's document: it has no handler. */
const BARE = "bare"
/** Set when onCreated has run, or may have. */
const CREATED = "created"

export class SessionHost {
  readonly #services: SessionServices
  /** The one that opened this session; until it is stored, its sockets keep it. */
  #first: Admission | undefined
  #state: WokenState | { readonly state: "asleep" } = { state: "asleep" }

  constructor(services: SessionServices) {
    this.#services = services
  }

  get awake(): Awake | undefined {
    return this.#state.state === "awake" ? this.#state : undefined
  }

  /** Of the one who came first; undefined when nobody did. */
  get admission(): Admission | undefined {
    return this.#stored ?? (this.awake && this.#first)
  }

  get #stored(): Admission | undefined {
    const text = this.#services.store.getMeta(OPENED_BY)
    return text === undefined ? undefined : parseAdmission(text)
  }

  /** From now on the session outlives its sockets: until then opening one costs no write. */
  storeAdmission(): void {
    if (this.#first === undefined) throw new Error("a session that nobody opened")
    this.#services.store.setMeta(OPENED_BY, encodeAdmission(this.#first))
  }

  /** Builds the document, unless it is there. Nothing else of this object runs meanwhile. */
  async wake(admission?: Admission): Promise<WokenState> {
    return this.#services.ctx.blockConcurrencyWhile(async () => {
      if (this.#state.state === "awake") return this.#state
      const state = await this.#start(admission)
      this.#state = state
      return state
    })
  }

  /** The session is over. */
  sleep(): void {
    this.#state = { state: "asleep" }
  }

  /** The app's own fault. */
  failed(what: string, error: unknown): Failed {
    const failure = this.#services.report(what, error)
    return { state: "failed", code: CLOSE.handlerFailed, reason: failure.reason, failure }
  }

  /** For a hook that may be called before the session wakes: what it stores makes the session last. */
  contextFor(admission: Admission): Context {
    if (this.awake !== undefined) return this.awake.context
    this.#first ??= admission
    return createContext(this.#partsOf(admission)).context
  }

  #partsOf(admission: Admission): ContextParts {
    return contextParts(this.#services, admission, () => this.awake?.document)
  }

  async #start(given: Admission | undefined): Promise<WokenState> {
    const { ctx, connections, groups } = this.#services
    try {
      const { admission, mayStart } = this.#openedBy(given)
      if (!mayStart) return expired(admission)
      const route = this.#routeOf(admission)
      const built = await this.#build(route, admission)
      const session = createSession(this.#services, route, built)
      groups.start(runningSession(ctx.storage, session, built.document))
      for (const socket of ctx.getWebSockets()) {
        const peer = peerOf(socket)
        if (peer.isOpen) session.join(peer, connections.of(socket).role === "viewer")
      }
      const { document, context } = built
      const state: Awake = { state: "awake", session, document, context }
      this.#state = state // the callbacks use the session
      await this.#runLifeCallbacks(state, route, built.life)
      return state
    } catch (error) {
      if (error instanceof SnapshotError) return unopened(error)
      return this.failed("the session could not start", error)
    }
  }

  /** What opened the session first goes on to hold: a later socket joins it. An expired token opens nothing new. */
  #openedBy(given: Admission | undefined): {
    readonly admission: Admission
    readonly mayStart: boolean
  } {
    const { ctx, connections } = this.#services
    const stored = this.#stored
    const [socket] = ctx.getWebSockets()
    const admission = stored ?? given ?? (socket && connections.of(socket).admission)
    if (admission === undefined) throw new Error("a session that nobody opened")
    const mayStart = stored !== undefined || admission.mayStart
    if (mayStart) this.#first = admission
    return { admission, mayStart }
  }

  #routeOf({ pattern }: Admission): Route {
    const route = this.#services.findRoute(pattern)
    if (route === undefined) throw new Error(`there is no route ${pattern}`)
    return route
  }

  /** Runs the handler and lays what is stored over it; when that does not fit any more, starts anew and says so. */
  async #build({ handler: own, options }: Route, admission: Admission): Promise<BuiltDocument> {
    const { store, groups } = this.#services
    const copy = store.checkpointBytes === 0 ? await this.#snapshotFor(admission) : undefined
    const handler = store.getMeta(BARE) === undefined ? own : () => undefined
    groups.reset()
    const { startWithin = DEFAULT_START_S } = options.session ?? {}
    const parts = this.#partsOf(admission)
    const build = () => inTime("the handler", startWithin, buildDocument(handler, parts))
    let built = await build()
    if (copy !== undefined) openCopy(built.document, copy)
    if (!this.#restores(built.document)) built = await build()
    groups.built()
    // A copy is as a visitor left it.
    if (store.checkpointBytes === 0 && copy === undefined) this.#tellFaults(built.document)
    return built
  }

  /** In the session, so that what they change is stored and sent, and their errors are reported, as any callback's. */
  async #runLifeCallbacks(
    { session, document }: Awake,
    { options }: Route,
    { created, woken }: Life,
  ): Promise<void> {
    const { store, report } = this.#services
    const { callbacks } = internalsOf(document)
    const { startWithin = DEFAULT_START_S } = options.session ?? {}
    const wasCreated = store.checkpointBytes > 0 || store.getMeta(CREATED) !== undefined
    const what = wasCreated ? "onWake" : "onCreated"
    // In one write with what the first one stores before it waits for anything.
    if (!wasCreated && created.length > 0) store.setMeta(CREATED, "1")
    for (const callback of wasCreated ? woken : created) {
      let running: Promise<void> | undefined
      session.act(() => {
        running = callbacks.runOther(what, callback)
      })
      await inTime(what, startWithin, running).catch((error: unknown) => {
        report("a callback takes too long", error)
      })
    }
    session.act(() => callbacks.started())
  }

  /** False when what is stored does not fit: then nothing is stored any more. */
  #restores(document: Document): boolean {
    try {
      restoreSession(document, this.#services.store)
    } catch (error) {
      if (!isMisfit(error)) throw error
      this.#startAnew(error)
      return false
    }
    return true
  }

  #tellFaults(document: Document): void {
    const { log } = this.#services
    const models = internalsOf(document).graph.all()
    for (const { level, message } of faultsIn(models)) log[level](message)
  }

  /** Pages that are open show what the old code made. They come again by themselves, and pull. */
  #startAnew(error: unknown): void {
    const { ctx, log, store, groups } = this.#services
    log.error("the stored state does not fit the app any more: it starts anew", { error })
    store.setAside(Date.now())
    store.deleteMeta(CREATED)
    for (const socket of ctx.getWebSockets()) {
      peerOf(socket).close(CLOSE.diverged, "the app has changed")
    }
    groups.reset()
  }

  /** What a session begins with that is opened by a snapshot's link. */
  async #snapshotFor(admission: Admission): Promise<StoredRecord | undefined> {
    const { env, store } = this.#services
    const { snapshotId } = admission
    if (snapshotId === undefined) return undefined
    const record = await snapshotStub(env, snapshotId).read(placeKey(admission))
    if (record === undefined) throw new SnapshotError("this snapshot does not exist or has expired")
    const copy = parseRecord([record])
    if (isBare(copy)) store.setMeta(BARE, "1")
    return copy
  }
}

/** The snapshot that a link leads to can't be opened: no fault of the app's handler. */
class SnapshotError extends Error {}

function unopened({ message: reason }: SnapshotError): Failed {
  return { state: "failed", code: CLOSE.handlerFailed, reason, failure: { reason, text: reason } }
}

/** @throws SnapshotError when the handler builds something else now */
function openCopy(document: Document, copy: StoredRecord): void {
  try {
    layCopy(document, copy)
  } catch (error) {
    if (!isMisfit(error)) throw error
    throw new SnapshotError("the app has changed: this snapshot does not fit it any more")
  }
}

/** What is stored does not fit what the handler builds now. */
function isMisfit(error: unknown): boolean {
  return [DivergedError, SerializationError, ModelError].some((type) => error instanceof type)
}
