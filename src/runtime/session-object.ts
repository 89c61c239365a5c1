// The Durable Object of one session: sockets in and out of hibernation, everything else is the Session's.
// Source: https://developers.cloudflare.com/durable-objects/best-practices/websockets/

import { gunzipSync, gzipSync } from "node:zlib"

import { DurableObject } from "cloudflare:workers"

import { type Context, type ContextParts, createContext } from "../app/context.ts"
import type { Route } from "../app/route.ts"
import { parseSessionOpen, SESSION_OPEN_HEADER, type SessionOpen } from "../app/session-open.ts"
import type { Sharing } from "../app/sharing.ts"
import { DivergedError } from "../document/checkpoint.ts"
import type { Document } from "../document/document.ts"
import { type Config, parseConfig } from "../env.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import { ModelError } from "../model/model-error.ts"
import type { Log, Peer } from "../ports.ts"
import { heartbeat } from "../protocol/server-messages.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import {
  type BuiltDocument,
  buildDocument,
  isBare,
  layCopy,
  restoreSession,
} from "../session/build-document.ts"
import { outlineOf } from "../session/outline.ts"
import { parseRecord, type StoredRecord } from "../session/record.ts"
import { Session } from "../session/session.ts"
import { CLOSE, closeReason } from "../util/close-codes.ts"
import { Connections, type SocketConnection } from "./connections.ts"
import { consoleLogFor } from "./console-log.ts"
import { peerOf } from "./do-peer.ts"
import { SessionStore } from "./do-store.ts"
import { openFailed } from "./failed-socket.ts"
import type { MemberRpc } from "./group-object.ts"
import { inTime } from "./in-time.ts"
import { peerHooks } from "./peer-hooks.ts"
import { type Failure, reportFailure } from "./report.ts"
import { SessionGroups } from "./session-groups.ts"
import { SessionLife } from "./session-life.ts"
import { isRevoked, sharingOf } from "./session-sharing.ts"
import { AlarmTimers, nextSlowMs } from "./slow-timers.ts"
import { snapshotStub } from "./snapshot-object.ts"
import { realTimers } from "./timers.ts"

/** The route with that pattern, or undefined when there is none (any more). */
export type FindRoute = (pattern: string) => Route | undefined

type Env = Readonly<Record<string, unknown>>
type SessionObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject
type State = { readonly state: "asleep" } | Awake | Failed
interface Failed {
  readonly state: "failed"
  readonly code: number
  readonly reason: string
  /** The app's own, about which there is more to say than fits into a reason. */
  readonly failure?: Failure
}
interface Awake {
  readonly state: "awake"
  readonly session: Session
  readonly document: Document
  readonly context: Context
}

/** The class to export from a Worker and to bind as SESSIONS. */
export function sessionObject(findRoute: FindRoute): SessionObjectClass {
  return class SessionObject extends BaseObject {
    override readonly findRoute = findRoute
  }
}

/** Somebody who reloads the page is not gone. */
const RELOAD_MS = 4000
const MAX_BUFFERS = 10_000
/** An object whose requests wait for longer than 30 s is reset. */
const DEFAULT_START_S = 20
/** Set for a session that began with single models of another's document: it has no handler. */
const BARE = "bare"
const DEFAULT_KEEP_S = 24 * 60 * 60
const EXPIRED: State = {
  state: "failed",
  code: CLOSE.expiredToken,
  reason: "the token has expired: reload the page",
}

const REVOKED: Failed = {
  state: "failed",
  code: CLOSE.revoked,
  reason: "the invitation was revoked",
}

const FOREIGN: State = {
  state: "failed",
  code: CLOSE.forbidden,
  reason: "this session is another user's",
}

/** What is stored does not fit what the handler builds now. */
function isMisfit(error: unknown): boolean {
  return [DivergedError, SerializationError, ModelError].some((type) => error instanceof type)
}

abstract class BaseObject extends DurableObject<Env> implements MemberRpc {
  abstract readonly findRoute: FindRoute
  readonly #store: SessionStore
  readonly #config: Config
  readonly #log: Log
  readonly #life: SessionLife
  readonly #slowTimers: AlarmTimers
  readonly #groups: SessionGroups
  /** When somebody last came or went. */
  #seenAtMs = 0
  readonly #connections: Connections
  /** The text of the SessionOpen that this session is from; until it is stored, its sockets keep it. */
  #openText: string | undefined
  #state: State = { state: "asleep" }

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new SessionStore(ctx.storage, () => this.#firstStored())
    this.#config = parseConfig(env)
    this.#log = consoleLogFor(env)
    this.#life = new SessionLife(ctx.storage, this.#store, this.#config.keepAliveMs)
    this.#slowTimers = new AlarmTimers(this.#store, () => {
      if (!this.#store.isNew) ctx.waitUntil(this.#life.goOn())
    })
    this.#groups = new SessionGroups({
      id: ctx.id.toString(),
      env,
      storage: ctx.storage,
      store: this.#store,
      isOnline: () => this.#openPeers().length > 0 || Date.now() - this.#seenAtMs < RELOAD_MS,
    })
    this.#connections = new Connections(ctx, (peer, msg_type, msg_data) => {
      if (this.#state.state === "awake") this.#state.session.sendMessage(peer, msg_type, msg_data)
    })
  }

  /** Takes a websocket that the Worker has checked, or tells of the document; the SessionOpen comes as a header. */
  override async fetch(request: Request): Promise<Response> {
    const text = request.headers.get(SESSION_OPEN_HEADER) ?? ""
    if (!request.headers.has("Upgrade")) return this.#outline(text)
    const { 0: client, 1: socket } = new WebSocketPair()
    this.#seenAtMs = Date.now()
    const connection = this.#connections.create(socket, text)
    const refusal = this.#foreign(connection) ?? (await this.#refusalOf(connection, text))
    const state = refusal ?? this.#asOwner(text, await this.#wake(text))
    if (state.state === "awake") {
      connection.accept(this.ctx)
      const version = new URL(request.url).searchParams.get("bokeh-version") ?? undefined
      state.session.open(peerOf(socket), { version, isViewer: connection.role === "viewer" })
      this.#groups.onlineChanged()
      if (!this.#store.isNew) await this.#life.goOn()
    } else {
      this.#refuse(socket, state)
    }
    const headers = { "Sec-WebSocket-Protocol": "bokeh" }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  /** Why somebody may not come in whatever the app says. */
  #foreign({ openText, inviteId }: SocketConnection): State | undefined {
    if (inviteId !== undefined && isRevoked(this.#store, inviteId)) return REVOKED
    return this.#isOwner(openText) ? undefined : FOREIGN
  }

  /** A hibernatable socket that is closed before the response is on its way never hears of it: this one is not. */
  #refuse(socket: WebSocket, state: State): void {
    if (state.state === "failed" && state.failure !== undefined) {
      openFailed(socket, state.failure, this.#config.maxMessageBytes)
    } else {
      socket.accept()
      this.#withSession(socket, state, () => undefined)
    }
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const state = this.#state.state === "awake" ? this.#state : await this.#wake()
    this.#withSession(socket, state, (session) => session.receive(peerOf(socket), frame))
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    if (this.#state.state === "awake") this.#state.session.close(peerOf(socket))
    // 1005 and 1006 tell of a missing close frame and may not be sent.
    peerOf(socket).close(code === 1005 || code === 1006 ? CLOSE.normal : code, "")
    await this.#disconnected(socket, code)
    if (this.#store.isNew || this.#openPeers().length > 0) return
    this.#seenAtMs = Date.now()
    if (this.#groups.isInAny) realTimers.after(RELOAD_MS, () => this.#groups.onlineChanged())
    await this.#leftAlone()
  }

  /** Messages of a group. @returns "gone" when this session is not, or no more, a member */
  async takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome> {
    if (!this.#groups.isMember(group)) return "gone"
    const state = await this.#wake()
    if (state.state !== "awake") throw new Error("the session could not start")
    return this.#groups.take(group, entries)
  }

  async probeFromGroup(group: string): Promise<Outcome> {
    return this.#groups.probe(group)
  }

  override async alarm(): Promise<void> {
    if (this.#store.isNew) return
    // What it had yet to send when it was evicted, it sends as soon as it is awake.
    const isSlowDue = nextSlowMs(this.#store) <= Date.now()
    if (this.#groups.hasUnsent || isSlowDue) await this.#wake()
    const peers = this.#openPeers()
    if (peers.length === 0) return this.#leftAlone()
    for (const frame of heartbeat("heartbeat")) for (const peer of peers) peer.send(frame)
    if (this.#state.state === "awake") this.#slowTimers.run()
    await this.#life.goOn()
  }

  /** What the page's template may know. Nothing is stored: the page's socket finds the document built. */
  async #outline(text: string): Promise<Response> {
    const state = this.#asOwner(text, await this.#wake(text))
    if (state.state === "awake") return Response.json(outlineOf(state.document))
    const reason = state.state === "failed" ? state.reason : ""
    return new Response(reason, { status: state === FOREIGN ? 403 : 500 })
  }

  /** Asks the app whether it wants the connection. An expired token that opens nothing is refused anyway. */
  async #refusalOf(connection: SocketConnection, text: string): Promise<State | undefined> {
    const open = parseSessionOpen(text)
    const connect = this.findRoute(open.pattern)?.options.connection?.connect
    if (connect === undefined || (open.hasExpired && this.#store.isNew)) return undefined
    this.#openText ??= text
    try {
      const awake = this.#state.state === "awake" ? this.#state : undefined
      const context = awake?.context ?? createContext(this.#partsOf(open)).context
      await connect(connection, context)
    } catch (error) {
      const { reason } = this.#failed("the connect hook failed", error)
      return { state: "failed", code: CLOSE.internalError, reason }
    }
    return connection.refusal && { state: "failed", ...connection.refusal }
  }

  async #disconnected(socket: WebSocket, code: number): Promise<void> {
    const connection = this.#connections.of(socket)
    const disconnect = this.findRoute(parseSessionOpen(connection.openText).pattern)?.options
      .connection?.disconnect
    if (disconnect === undefined) return
    const state = await this.#wake(connection.openText)
    if (state.state !== "awake") return
    try {
      await disconnect(connection, code, state.document, state.context)
    } catch (error) {
      this.#log.error("the disconnect hook failed", { error })
    }
  }

  #openPeers(): readonly Peer[] {
    return this.ctx
      .getWebSockets()
      .map(peerOf)
      .filter(({ isOpen }) => isOpen)
  }

  async #leftAlone(): Promise<void> {
    if (!(await this.#life.isOver(this.#keepMs()))) return
    const state = await this.#wake()
    if (state.state === "awake") state.session.destroy()
    await this.#groups.leaveAll()
    this.#state = { state: "asleep" }
    await this.#store.clear()
  }

  #keepMs(): number {
    const { session = {} } =
      this.findRoute(parseSessionOpen(this.#store.getMeta("open") ?? "").pattern)?.options ?? {}
    return (session.keep ?? DEFAULT_KEEP_S) * 1000
  }

  #routeOf({ pattern }: SessionOpen): Route {
    const route = this.findRoute(pattern)
    if (route === undefined) throw new Error(`there is no route ${pattern}`)
    return route
  }

  #withSession(socket: WebSocket, state: State, action: (session: Session) => void): void {
    if (state.state === "awake") action(state.session)
    else if (state.state === "failed") peerOf(socket).close(state.code, closeReason(state.reason))
  }

  /** Builds the document, unless it is there. Nothing else of this object runs meanwhile. */
  async #wake(openText?: string): Promise<State> {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (this.#state.state === "awake") return this.#state
      this.#state = await this.#start(openText)
      return this.#state
    })
  }

  async #start(openText: string | undefined): Promise<State> {
    try {
      const open = this.#openedBy(openText)
      if (open === undefined) return EXPIRED
      const { document, context } = await this.#build(open)
      const session = this.#sessionOf(open, document, context)
      this.#groups.start(session, document)
      for (const socket of this.ctx.getWebSockets()) {
        const peer = peerOf(socket)
        if (peer.isOpen) session.join(peer, this.#connections.of(socket).role === "viewer")
      }
      return { state: "awake", session, document, context }
    } catch (error) {
      return this.#failed("the session could not start", error)
    }
  }

  /** The app's own fault. */
  #failed(what: string, error: unknown): Failed {
    const failure = reportFailure(this.#log, what, error, this.#config.isDevelopment)
    return { state: "failed", code: CLOSE.handlerFailed, reason: failure.reason, failure }
  }

  /** What opened the session first goes on to hold: a later socket joins it. An expired token opens nothing new. */
  #openedBy(openText: string | undefined): SessionOpen | undefined {
    const kept = this.#store.getMeta("open")
    const [socket] = this.ctx.getWebSockets()
    const text = kept ?? openText ?? (socket && this.#connections.of(socket).openText)
    if (text === undefined) throw new Error("a session that nobody opened")
    const open = parseSessionOpen(text)
    if (kept === undefined && open.hasExpired) return undefined
    this.#openText = text
    return open
  }

  /** True for a socket of the user who opened the session, and for the first one. */
  #isOwner(openText: string): boolean {
    const isAwake = this.#state.state === "awake"
    const first = isAwake ? this.#openText : this.#store.getMeta("open")
    const { user, invite } = parseSessionOpen(openText)
    return (
      first === undefined || invite !== undefined || parseSessionOpen(first).user?.id === user?.id
    )
  }

  /** Somebody else may have opened the session while it was waking up. */
  #asOwner(openText: string, state: State): State {
    return state.state !== "awake" || this.#isOwner(openText) ? state : FOREIGN
  }

  /** From now on the session outlives its sockets: until then opening one costs no write. */
  #firstStored(): void {
    this.#store.setMeta("open", this.#openText ?? "")
    this.#slowTimers.store()
    this.ctx.waitUntil(this.#life.goOn())
  }

  /** Runs the handler and lays what is stored over it; when that does not fit any more, starts anew and says so. */
  async #build(open: SessionOpen): Promise<BuiltDocument> {
    const { handler: own, options } = this.#routeOf(open)
    const parts = this.#partsOf(open)
    const isNew = this.#store.checkpointBytes === 0
    const copy = isNew ? await this.#snapshotFor(open) : undefined
    const handler = this.#store.getMeta(BARE) === undefined ? own : () => undefined
    this.#groups.forget()
    const { startWithin = DEFAULT_START_S } = options.session ?? {}
    const build = () => inTime("the handler", startWithin, buildDocument(handler, parts))
    const built = await build()
    const { document, life } = built
    if (copy !== undefined) layCopy(document, copy)
    try {
      restoreSession(document, this.#store)
    } catch (error) {
      if (!isMisfit(error)) throw error
      this.#startAnew(error)
      return build()
    }
    this.#groups.built()
    for (const callback of isNew ? life.created : life.woken) {
      await inTime("onCreated or onWake", startWithin, Promise.resolve(callback()))
    }
    return built
  }

  /** Pages that are open show what the old code made. They come again by themselves, and pull. */
  #startAnew(error: unknown): void {
    this.#log.error("the stored state does not fit the app any more: it starts anew", { error })
    this.#store.setAside(Date.now())
    for (const socket of this.ctx.getWebSockets()) {
      peerOf(socket).close(CLOSE.diverged, "the app has changed")
    }
    this.#groups.forget()
  }

  /** What a session begins with that is opened by a snapshot's link. */
  async #snapshotFor({ pattern, request }: SessionOpen): Promise<StoredRecord | undefined> {
    const [id] = request.arguments["bokeh-snapshot"] ?? []
    if (id === undefined) return undefined
    const record = await snapshotStub(this.env, id).read(pattern)
    if (record === undefined) throw new Error("there is no such snapshot, or no more")
    const copy = parseRecord([record])
    if (isBare(copy)) this.#store.setMeta(BARE, "1")
    return copy
  }

  #sharing({ sessionId, pattern, request }: SessionOpen): Sharing {
    const { ws = "ws" } = this.findRoute(pattern)?.options ?? {}
    return sharingOf({
      env: this.env,
      store: this.#store,
      keys: this.#config.secretKeys,
      owner: this.ctx.id.toString(),
      sessionId,
      pattern,
      path: new URL(request.url).pathname.slice(0, -ws.length - 1),
      document: () => (this.#state.state === "awake" ? this.#state.document : undefined),
      showOut: (inviteId) => {
        for (const connection of this.#connections.open) {
          if (connection.inviteId === inviteId) connection.close(CLOSE.revoked, REVOKED.reason)
        }
      },
    })
  }

  #partsOf(open: SessionOpen): ContextParts {
    const { sessionId: id, pattern, params, request, user } = open
    return {
      id,
      pattern,
      params,
      request,
      user,
      env: this.env,
      storage: this.#store.appStorage,
      connections: () => this.#connections.open,
      group: (name) => this.#groups.group(name),
      sharing: this.#sharing(open),
    }
  }

  #sessionOf(open: SessionOpen, document: Document, context: Context): Session {
    const { maxMessageBytes } = this.#config
    const { connection = {}, session = {} } = this.#routeOf(open).options
    return new Session({
      document,
      ranges: session.ranges,
      hooks: peerHooks(connection, this.#connections, document, context),
      store: this.#store,
      log: this.#log,
      report: (what, error) =>
        reportFailure(this.#log, what, error, this.#config.isDevelopment).text,
      limits: { maxMessageBytes, maxBuffers: MAX_BUFFERS },
      inflate: (bytes) => gunzipSync(bytes, { maxOutputLength: maxMessageBytes }),
      deflate: (bytes) => gzipSync(bytes, { level: 0 }), // measurements hardly get smaller, and it takes long
      timers: realTimers,
      slowTimers: this.#slowTimers,
      soon: (action) => queueMicrotask(action), // called bare: it refuses any other `this`
    })
  }
}
