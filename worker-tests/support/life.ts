// A session's life with fakes: a clock, an alarm, sockets and a store that survive each eviction.

import { byPattern, type Route } from "../../src/app/route.ts"
import type { GroupCalls } from "../../src/group/membership-ports.ts"
import type { Admission } from "../../src/objects/admission.ts"
import { createTogether } from "../../src/session/life/create-together.ts"
import { SessionLife } from "../../src/session/life/lifecycle.ts"
import type { SessionPorts } from "../../src/session/life/session-ports.ts"
import type { CreateTogether } from "../../src/session/life/together.ts"
import { FakeClock } from "../../src/testing/fake-clock.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { FakeKeptSocket } from "./fake-peer.ts"

/** A group that is unreachable. */
const UNREACHED: GroupCalls = {
  hello: () => Promise.reject(new Error("unreached")),
  leave: () => Promise.resolve(),
  send: () => Promise.reject(new Error("unreached")),
  remove: () => Promise.reject(new Error("unreached")),
  now: () => Promise.reject(new Error("unreached")),
  seen: () => Promise.reject(new Error("unreached")),
  receipt: () => Promise.reject(new Error("unreached")),
  history: () => Promise.reject(new Error("unreached")),
}

export interface LifeOptions {
  readonly calls?: Partial<GroupCalls>
  readonly env?: SessionPorts["env"]
  readonly settings?: Partial<SessionPorts["settings"]>
  readonly snapshots?: SessionPorts["snapshots"]
  /** Default: no other groups. */
  readonly afterOthers?: SessionPorts["afterOthers"]
  /** Default: with groups, copies and invitations. */
  readonly createTogether?: CreateTogether
}

export class LifeWorld {
  readonly store = new MemoryStore()
  readonly errors: string[] = []
  /** The log's lines at level warn, with their fields. */
  readonly warnings: object[] = []
  /** The same at level error. */
  readonly failures: object[] = []
  /** The log's lines at level info, including those about the document. */
  readonly infos: string[] = []
  readonly debugs: string[] = []
  /** The alarm's time, in ms of `nowMs`. */
  alarmMs: number | undefined
  clock = new FakeClock()
  /** The version of the Worker's current code. */
  version: string | undefined = "1"
  route: Route
  readonly #options: LifeOptions
  readonly #sockets: FakeKeptSocket[] = []
  #life: SessionLife
  #lastMsgid = 0
  #lastRandom = 0

  constructor(route: Route, options: LifeOptions = {}) {
    this.route = route
    this.#options = options
    this.#life = this.#create()
  }

  get life(): SessionLife {
    return this.#life
  }

  /** Drops everything in memory, but not the sockets and the store. */
  evict(): void {
    const after = new FakeClock()
    after.advance(this.clock.now() - after.now())
    this.clock = after
    this.#life = this.#create()
  }

  /** A socket whose client has received its ACK or its rejection. */
  async connect(admission: Partial<Admission> = {}): Promise<FakeKeptSocket> {
    const socket = new FakeKeptSocket()
    this.#sockets.push(socket)
    const request = { url: "http://server/app/ws", arguments: {}, headers: {}, cookies: {} }
    await this.#life.arrivals.connect(socket, {
      sessionId: "session",
      pattern: this.route.pattern,
      params: {},
      request,
      role: "owner",
      mayStart: true,
      ...admission,
    })
    return socket
  }

  async close(socket: FakeKeptSocket): Promise<void> {
    socket.isOpen = false
    await this.#life.presence.disconnected(socket, 1000)
    this.#sockets.splice(this.#sockets.indexOf(socket), 1)
  }

  /** Sends a message, and waits until all its effects have happened. */
  async send(socket: FakeKeptSocket, msgtype: string, content: object = {}): Promise<void> {
    for (const part of [{ msgid: `c${++this.#lastMsgid}`, msgtype }, {}, content]) {
      // oxlint-disable-next-line no-await-in-loop -- frames come in order
      await this.#life.receive(socket, JSON.stringify(part))
    }
    await settled()
  }

  patch(socket: FakeKeptSocket, ...events: readonly object[]): Promise<void> {
    return this.send(socket, "PATCH-DOC", { events })
  }

  /** The document that the client pulls, as JSON. */
  async pull(socket: FakeKeptSocket): Promise<string> {
    await this.send(socket, "PULL-DOC-REQ")
    return JSON.stringify(
      socket.take().findLast(({ msgtype }) => msgtype === "PULL-DOC-REPLY")?.content,
    )
  }

  /** Lets time pass: timers run, and the alarm when it is due. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.clock.now() + ms
    while (this.alarmMs !== undefined && this.alarmMs <= untilMs) {
      this.clock.advance(Math.max(0, this.alarmMs - this.clock.now()))
      this.alarmMs = undefined
      // oxlint-disable-next-line no-await-in-loop -- one alarm after another
      await this.#life.alarm()
      // oxlint-disable-next-line no-await-in-loop -- what it caused
      await settled()
    }
    this.clock.advance(untilMs - this.clock.now())
    await settled()
  }

  #create(): SessionLife {
    return new SessionLife(this.#ports(), this.#options.createTogether ?? createTogether)
  }

  #ports(): SessionPorts {
    const { clock } = this
    const sockets = this.#sockets
    const log = (message: string) => void this.errors.push(message)
    return {
      objectId: "object",
      env: this.#options.env ?? {},
      settings: {
        secretKeys: ["key"],
        maxMessageBytes: 1 << 24,
        keepAliveMs: 37_000,
        isDevelopment: true,
        isForgetful: false,
        ...this.#options.settings,
      },
      routes: byPattern([this.route]),
      versionOf: () => this.version,
      log: {
        debug: (message) => void this.debugs.push(message),
        info: (message, { document } = {}) =>
          void this.infos.push(typeof document === "string" ? `${message}: ${document}` : message),
        warn: (message, fields) => {
          log(message)
          this.warnings.push({ message, ...fields })
        },
        error: (message, fields) => {
          log(message)
          this.failures.push({ message, ...fields })
        },
      },
      timers: clock,
      random: { alphanumeric: (count) => `${++this.#lastRandom}`.padStart(count, "0") },
      sockets: {
        get all() {
          return sockets.filter(({ isKept }) => isKept)
        },
      },
      alarm: {
        set: async (atMs) => {
          this.alarmMs = atMs
        },
      },
      createStore: (firstStored) => {
        this.store.firstStored = firstStored
        return this.store.reopen()
      },
      callsTo: () => ({ ...UNREACHED, ...this.#options.calls }),
      changedAtMs: async () => undefined,
      snapshots: this.#options.snapshots ?? noSnapshots,
      alone: (action) => action(),
      afterOthers: this.#options.afterOthers ?? (() => Promise.resolve()),
      background: () => undefined,
    }
  }
}

/** Resolves when everything that was due immediately has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function noSnapshots(): never {
  throw new Error("there are no snapshots")
}
