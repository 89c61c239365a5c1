// A server in memory for tests of apps, without sockets and browsers, and with a clock that the test moves. Sessions,
// groups and copies are the real ones, with stores in memory.

import type { Route } from "../app/route.ts"
import { type Config, parseConfig } from "../env.ts"
import { sessionName } from "../objects/names.ts"
import { sharedIdOf } from "../objects/shared-session.ts"
import type { Log } from "../ports.ts"
import { errorText } from "../util/error-text.ts"
import { Alarms } from "./alarms.ts"
import { FakeClock } from "./fake-clock.ts"
import { GroupObjects } from "./group-objects.ts"
import { MemorySnapshots } from "./memory-snapshots.ts"
import { admissionFor, matchOf, type Visit } from "./places.ts"
import { SessionObjects } from "./session-objects.ts"
import { TestSession } from "./test-session.ts"
import { TestSocket } from "./test-socket.ts"

export interface WorldOptions {
  /** The Worker's bindings and variables, which handlers find in `context.env`. */
  readonly env?: Readonly<Record<string, unknown>>
  /**
   * After each message, sessions forget everything that is not stored, so that code that relies on the handler's variables
   * fails immediately.
   */
  readonly forgetful?: boolean
}

export interface OpenOptions extends Visit {
  /** Opens another window of this session, instead of a new session. */
  readonly session?: TestSession
}

/** @param routes the same as for `createServer` */
export function createWorld(
  routes: readonly (Route | readonly Route[])[],
  options: WorldOptions = {},
): World {
  // The first feature that tests would miss in older versions of Node.
  if (!("groupBy" in Map)) throw new Error("bokeh-edge/testing needs Node 22.12 or newer")
  return new World(routes.flat(), options)
}

export class World {
  /** Errors and warnings in the log. */
  readonly errors: string[] = []
  readonly #routes: readonly Route[]
  readonly #env: Readonly<Record<string, unknown>>
  readonly #config: Config
  readonly #clock = new FakeClock(Date.now())
  readonly #alarms = new Alarms()
  readonly #groups: GroupObjects
  readonly #sessions: SessionObjects
  #sendsToFail = 0
  #lastRandom = 0

  constructor(routes: readonly Route[], { env = {}, forgetful = false }: WorldOptions) {
    this.#routes = routes
    const memory = forgetful ? { BOKEH_EDGE_FORGETFUL: "1" } : {}
    this.#env = { BOKEH_SECRET_KEY: "testing", BOKEH_EDGE_DEV: "1", ...memory, ...env }
    this.#config = parseConfig(this.#env)
    const shared = { timers: this.#clock, alarms: this.#alarms, log: this.#log }
    const snapshots = new MemorySnapshots(this.#clock)
    this.#groups = new GroupObjects({
      ...shared,
      deliver: (...delivery) => this.#sessions.deliver(...delivery),
      deliverNow: (...news) => this.#sessions.deliverNow(...news),
      probe: (...question) => this.#sessions.probe(...question),
      beforeSend: () => this.#failSend(),
    })
    this.#sessions = new SessionObjects({
      ...shared,
      routes,
      env: this.#env,
      config: this.#config,
      random: { alphanumeric: (count) => `${++this.#lastRandom}`.padStart(count, "0") },
      callsTo: (group) => this.#groups.callsTo(group),
      snapshots: (id) => snapshots.of(id),
    })
  }

  /**
   * A visitor opens a page: a new session, or with `session` another window of that session.
   * @param path with its arguments; or the link of a copy or an invitation
   * @throws Error when there is no such page, or when the session refuses the visitor: with the reason that the page shows
   */
  async open(path: string, { session, ...visit }: OpenOptions = {}): Promise<TestSession> {
    const match = await matchOf(this.#routes, path, this.#env)
    const shared = sharedIdOf(new URL(path, "https://test"), match)
    const sessionId = session?.id ?? shared ?? `session${++this.#lastRandom}`
    const visitor = { ...visit, sessionId, nowMs: this.#clock.now(), config: this.#config }
    const admission = admissionFor(path, match, visitor)
    const object = this.#sessions.of(sessionName(admission, admission.sessionId))
    const socket = new TestSocket()
    await object.life.arrivals.connect(socket, admission)
    if (!socket.isKept) throw new Error(socket.closed?.reason ?? this.errors.at(-1) ?? "refused")
    object.sockets.push(socket)
    const settle = () => this.settled()
    const opened = new TestSession({ id: admission.sessionId, object, socket, settle })
    await opened.wake()
    return opened
  }

  /** Moves the clock: callbacks that are due run, sessions expire. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#clock.now() + ms
    for (let nextMs = this.#nextMs; nextMs <= untilMs; nextMs = this.#nextMs) {
      this.#clock.advance(Math.max(0, nextMs - this.#clock.now()))
      // oxlint-disable-next-line no-await-in-loop -- time advances when all that was due is done
      await this.#alarms.ringDue(this.#clock.now())
      // oxlint-disable-next-line no-await-in-loop -- and what it caused
      await this.settled()
    }
    this.#clock.advance(untilMs - this.#clock.now())
    await this.settled()
  }

  /** The next messages from sessions to groups are lost on their way. The sessions send them again as time passes. */
  failSends(count = 1): void {
    this.#sendsToFail = count
  }

  /** Resolves when nothing more happens until the clock moves. It does not wait for outside services that the app awaits. */
  async settled(): Promise<void> {
    for (let i = 0; i < 5; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await new Promise<void>((resolve) => void soon(resolve))
    }
  }

  get #nextMs(): number {
    return Math.min(this.#clock.nextMs ?? Infinity, this.#alarms.nextMs)
  }

  get #log(): Log {
    const note = (message: string, { error }: Readonly<Record<string, unknown>> = {}) =>
      void this.errors.push(error === undefined ? message : `${message}: ${errorText(error)}`)
    return { debug: () => undefined, info: () => undefined, warn: note, error: note }
  }

  #failSend(): void {
    if (this.#sendsToFail === 0) return
    this.#sendsToFail--
    throw new Error("the message was lost on the way")
  }
}

/** The real function, even if a test replaces it: it waits for no timer. */
const soon = setImmediate
