// A session in its object, asleep or awake: it starts when somebody needs it, and nothing else runs during the start.

import { type Context, createContext, type Life } from "../../app/context.ts"
import type { Route } from "../../app/route.ts"
import { NO_HOST } from "../../document/document-host.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import { GroupError } from "../../group/group-error.ts"
import type { Admission } from "../../objects/admission.ts"
import { CLOSE, CLOSE_TEXT, type CloseCode } from "../../util/close-codes.ts"
import type { Failure } from "../report.ts"
import type { Restored } from "../restore.ts"
import type { Session } from "../session.ts"
import { Opener } from "./opener.ts"
import { contextParts, createSession, type SessionParts } from "./parts.ts"
import type { SessionServices } from "./services.ts"
import { runLifeCallbacks, showAnew, SnapshotError, startDocument } from "./start.ts"

/** The state after a wake, or after the attempt. */
export type WokenState = Awake | Failed

export interface Awake {
  readonly state: "awake"
  readonly session: Session
  readonly document: Document
  readonly context: Context
  readonly restored: Restored
  readonly life: Life
}

export interface Failed {
  readonly state: "failed"
  readonly code: number
  readonly reason: string
  /** The app's own failure, whose text is too long for a close reason. */
  readonly failure?: Failure
}

/** @param reason by default what pages show for the code */
export function failedWith(code: CloseCode, reason = CLOSE_TEXT[code]): Failed {
  return { state: "failed", code, reason }
}

/** The longest time from the end of a callback to the client's reply. */
const ANSWER_MS = 20

/** An old token opens no session, and an invitation opens none that is over. */
export function expired(admission: Admission | undefined): Failed {
  const reason =
    admission?.inviteId === undefined
      ? "the token has expired: reload the page"
      : "the session of the invitation is over, or of another page"
  return failedWith(CLOSE.expiredToken, reason)
}

export class SessionHost {
  readonly #services: SessionServices
  readonly #opener: Opener
  #state: WokenState | { readonly state: "asleep" } = { state: "asleep" }

  constructor(services: SessionServices) {
    this.#services = services
    this.#opener = new Opener(services.store, services.peers, services.losses)
  }

  get awake(): Awake | undefined {
    return this.#state.state === "awake" ? this.#state : undefined
  }

  /** The admission of the person who opened the session; undefined when nobody did. */
  get admission(): Admission | undefined {
    return this.awake === undefined ? this.#opener.stored : this.#opener.admission
  }

  /** The same, also while it is starting. */
  get opened(): Admission | undefined {
    return this.#opener.admission
  }

  /** The opener is no longer known: whether this admission may have been the opener's. */
  mayHaveOpened(admission: Admission): boolean {
    return !this.#opener.isLost || this.#opener.mayHaveOpened(admission)
  }

  /** From now on the session outlives its sockets. */
  storeAdmission(): void {
    this.#opener.store()
  }

  /** Builds the document, unless it exists. */
  async wake(admission?: Admission): Promise<WokenState> {
    return this.#services.ports.alone(async () => {
      if (this.#state.state === "awake") return this.#state
      const state = await this.#start(admission)
      if (state.state !== "awake") this.sleep()
      this.#state = state
      return state
    })
  }

  /** After the current action, starts again from what `store` writes into the store. Windows reconnect by themselves. */
  startAgain(store: () => void): void {
    const { timers, background } = this.#services.ports
    const { awake } = this
    if (awake === undefined) return
    const { callbacks } = internalsOf(awake.document)
    const free = callbacks.whenFree()
    // The client whose message has caused it must get its reply first: otherwise it would send the message again.
    const answered = new Promise<void>((resolve) => timers.after(ANSWER_MS, resolve))
    background(Promise.all([free, answered]).then(() => this.#startAgain(awake, store)))
  }

  async #startAgain(awake: Awake, write: () => void): Promise<void> {
    const { store } = this.#services
    if (this.awake !== awake) return
    awake.session.rest()
    try {
      store.atomically(write)
    } catch (error) {
      // It still starts again, unchanged: the resting session no longer takes messages.
      this.#services.report("the session could not start anew", error)
    }
    this.sleep()
    showAnew(this.#services)
    await this.wake()
  }

  /** The session is over, or starts again: what its callbacks still do reaches neither the store nor any window. */
  sleep(): void {
    const { awake } = this
    if (awake !== undefined) internalsOf(awake.document).callbacks.host = NO_HOST
    this.#services.state.end()
    this.#opener.ended()
    this.#state = { state: "asleep" }
  }

  /** A fault of the app's own. */
  failed(what: string, error: unknown): Failed {
    const failure = this.#services.report(what, error)
    return { state: "failed", code: CLOSE.handlerFailed, reason: failure.reason, failure }
  }

  /** For a hook that may run before the session wakes: anything that the hook stores persists the session. */
  contextFor(admission: Admission): Context {
    if (this.awake !== undefined) return this.awake.context
    if (this.#opener.note(admission)) this.#services.state.storeAtOnce()
    return createContext(this.#partsOf(admission)).context
  }

  #partsOf(admission: Admission): SessionParts {
    return contextParts(this.#services, admission, () => this.awake?.document)
  }

  async #start(given: Admission | undefined): Promise<WokenState> {
    try {
      const admission = this.#opener.start(given)
      if (admission === undefined) return expired(given)
      return await this.#startFor(admission)
    } catch (error) {
      if (error instanceof SnapshotError) return unopened(CLOSE.handlerFailed, error)
      if (isBadName(error)) return unopened(CLOSE.notFound, error)
      return this.failed("the session could not start", error)
    }
  }

  async #startFor(admission: Admission): Promise<Awake> {
    const services = this.#services
    const route = this.#routeOf(admission)
    const parts = this.#partsOf(admission)
    const built = await startDocument({ services, route, admission, parts })
    const { document, context, life, restored } = built
    const session = createSession(services, route, built)
    const { sharing } = parts
    services.history.current?.start(document, sharing.publishOther)
    route.options.viewers?.start?.({
      document,
      sharing,
      clock: services.ports.timers,
      connection: () => context.connection,
      asked: life.asked,
    })
    services.state.start(() => internalsOf(document).callbacks.host.changed())
    services.groups.start({
      call: (name, callback) => void internalsOf(document).callbacks.runOther(name, callback),
      // The changes of a message are stored in one row with the note that it was taken. Until then the group keeps it.
      turn: (action) => session.act(action, "shown first"),
      lateTurn: async (action) => {
        try {
          session.act(action, "stored later")
          await services.ports.afterOthers()
        } finally {
          session.settle()
        }
      },
      asks: (answer) => internalsOf(document).callbacks.asks(answer),
    })
    for (const peer of services.peers.all) session.join(peer)
    const state: Awake = { state: "awake", session, document, context, restored, life }
    this.#state = state // the callbacks use the session
    services.ports.log.info(
      restored.state === "new" ? "a session has begun" : "a session has woken",
      document.roots.length === 0 ? { document: "empty, without doc.add_root(model)" } : {},
    )
    await runLifeCallbacks(services, route, { session, document, life, restored })
    return state
  }

  #routeOf({ pattern }: Admission): Route {
    const route = this.#services.ports.routes.get(pattern)
    if (route === undefined) throw new Error(`there is no route ${pattern}`)
    return route
  }
}

/** The app's handler is not at fault. */
function unopened(code: CloseCode, { message: reason }: Error): Failed {
  return { ...failedWith(code, reason), failure: { reason, text: reason } }
}

/** A visitor's URL contains an invalid name for a group. */
function isBadName(error: unknown): error is GroupError {
  return error instanceof GroupError && error.code === "bad-name"
}
