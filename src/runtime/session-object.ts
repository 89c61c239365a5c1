// The Durable Object of one session: passes its events to the session's lifecycle, and provides the real clock, store and
// sockets.

import { DurableObject } from "cloudflare:workers"

import type { Routes } from "../app/route.ts"
import { consoleLogFor, logRejections } from "../console-log.ts"
import { parseConfig } from "../env.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import type { Volatile } from "../group/volatile.ts"
import { type Admission, parseAdmission } from "../objects/admission.ts"
import { ADMISSION_HEADER, type Outlined, type SessionRpc } from "../objects/session-rpc.ts"
import { changedAtMs, snapshotStub } from "../objects/stubs.ts"
import { parseUpload, UPLOAD_HEADER } from "../objects/upload.ts"
import { codeVersion } from "../session/code-version.ts"
import { SessionLife } from "../session/life/lifecycle.ts"
import type { SessionPorts } from "../session/life/session-ports.ts"
import type { CreateTogether } from "../session/life/together.ts"
import { webRandom } from "../web-random.ts"
import { callsTo } from "./group-calls.ts"
import { HibernatingSockets } from "./hibernating-sockets.ts"
import { realTimers } from "./real-timers.ts"
import { SqlSessionStore } from "./sql-session-store.ts"

const BESET = "too many sockets of this session are being closed: try again later"

type Env = Readonly<Record<string, unknown>>
type SessionObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject

/** The class to export from a Worker and to bind as SESSIONS. */
export function sessionObject(routes: Routes, createTogether: CreateTogether): SessionObjectClass {
  logRejections()
  return class SessionObject extends BaseObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, routes, createTogether)
    }
  }
}

class BaseObject extends DurableObject<Env> implements SessionRpc {
  readonly #sockets: HibernatingSockets
  readonly #life: SessionLife

  constructor(ctx: DurableObjectState, env: Env, routes: Routes, createTogether: CreateTogether) {
    super(ctx, env)
    this.#sockets = new HibernatingSockets(ctx)
    this.#life = new SessionLife(portsOf(ctx, env, routes, this.#sockets), createTogether)
  }

  override async fetch({ headers: given, body }: Request): Promise<Response> {
    const admission = parseAdmission(given.get(ADMISSION_HEADER) ?? "")
    const upload = given.get(UPLOAD_HEADER)
    if (upload !== null) return this.#take(admission, upload, body)
    if (this.#life.arrivals.isBeset(admission)) return new Response(BESET, { status: 503 })
    const { 0: client, 1: socket } = new WebSocketPair()
    await this.#life.arrivals.connect(this.#sockets.of(socket), admission)
    const headers = { "Sec-WebSocket-Protocol": "bokeh" }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  async #take(
    admission: Admission,
    upload: string,
    body: ReadableStream<Uint8Array> | null,
  ): Promise<Response> {
    const refusal = await this.#life.upload(admission, parseUpload(upload), body)
    if (refusal === undefined) return new Response(null, { status: 204 })
    return Response.json({ error: refusal.reason }, { status: refusal.status })
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    return this.#life.receive(this.#sockets.of(socket), frame)
  }

  override webSocketClose(socket: WebSocket, code: number): Promise<void> {
    return this.#life.presence.disconnected(this.#sockets.of(socket), code)
  }

  override alarm(): Promise<void> {
    return this.#life.alarm()
  }

  outline(admission: Admission): Promise<Outlined> {
    return this.#life.outline(admission)
  }

  async changedAtMs(): Promise<number | undefined> {
    return this.#life.changedAtMs
  }

  takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome> {
    return this.#life.takeFromGroup(group, entries)
  }

  hearFromGroup(group: string, messages: readonly Volatile[]): Promise<void> {
    return this.#life.hearFromGroup(group, messages)
  }

  async probeFromGroup(group: string): Promise<Outcome> {
    return this.#life.probeFromGroup(group)
  }
}

function portsOf(
  ctx: DurableObjectState,
  env: Env,
  routes: Routes,
  sockets: HibernatingSockets,
): SessionPorts {
  const { storage } = ctx
  const objectId = ctx.id.toString()
  return {
    objectId,
    env,
    settings: parseConfig(env),
    routes,
    versionOf: (route) => codeVersion(env, route),
    log: consoleLogFor(env),
    timers: realTimers,
    random: webRandom,
    sockets,
    alarm: { set: (atMs) => storage.setAlarm(atMs) },
    createStore: (firstStored) => new SqlSessionStore(storage, firstStored),
    changedAtMs: (id) => changedAtMs(env, id),
    callsTo: (group) => callsTo(env, group),
    snapshots: (id) => snapshotStub(env, id),
    alone: (action) => ctx.blockConcurrencyWhile(action),
    afterOthers: () => scheduler.wait(0),
    background: (work) => ctx.waitUntil(work),
  }
}
