// The Durable Object of one session: sockets, alarms and messages of groups come in; the session behind may be asleep.
// Source: https://developers.cloudflare.com/durable-objects/best-practices/websockets/

import { DurableObject } from "cloudflare:workers"

import type { Entry, Outcome } from "../group/entries.ts"
import { type Admission, parseAdmission } from "../objects/admission.ts"
import { ADMISSION_HEADER, type Outlined, type SessionRpc } from "../objects/session-rpc.ts"
import type { Peer } from "../ports.ts"
import { heartbeat } from "../protocol/server-messages.ts"
import { outlineOf } from "../session/outline.ts"
import { CLOSE, closeReason } from "../util/close-codes.ts"
import type { SocketConnection } from "./connections.ts"
import { peerOf } from "./do-peer.ts"
import { FOREIGN, SessionDoor } from "./session-door.ts"
import { SessionHost, type WokenState } from "./session-host.ts"
import { createServices, type FindRoute, type SessionServices } from "./session-services.ts"
import { nextSlowMs } from "./slow-timers.ts"
import { realTimers } from "./timers.ts"

type Env = Readonly<Record<string, unknown>>
type SessionObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject

/** Somebody who reloads the page is not gone. */
const RELOAD_MS = 4000
const DEFAULT_KEEP_S = 24 * 60 * 60

/** The class to export from a Worker and to bind as SESSIONS. */
export function sessionObject(findRoute: FindRoute): SessionObjectClass {
  return class SessionObject extends BaseObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, findRoute)
    }
  }
}

class BaseObject extends DurableObject<Env> implements SessionRpc {
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #door: SessionDoor
  /** When somebody last came or went. */
  #seenAtMs = 0
  /** While the session ends: settles when nothing of it is left. */
  #ending: Promise<void> | undefined

  constructor(ctx: DurableObjectState, env: Env, findRoute: FindRoute) {
    super(ctx, env)
    this.#services = createServices({
      ctx,
      env,
      findRoute,
      firstStored: () => this.#firstStored(),
      sendMessage: (...message) => this.#host.awake?.session.sendMessage(...message),
      isOnline: () => this.#openPeers().length > 0 || Date.now() - this.#seenAtMs < RELOAD_MS,
    })
    this.#host = new SessionHost(this.#services)
    this.#door = new SessionDoor(this.#services, this.#host)
  }

  /** Takes a websocket that the Worker has checked. */
  override async fetch({ headers: given }: Request): Promise<Response> {
    const admission = parseAdmission(given.get(ADMISSION_HEADER) ?? "")
    const { 0: client, 1: socket } = new WebSocketPair()
    this.#seenAtMs = Date.now()
    const connection = this.#services.connections.create(socket, admission)
    const state = await this.#admit(connection)
    if (state.state === "awake") {
      connection.accept(this.ctx)
      const { bokehVersion: version, role } = admission
      state.session.open(peerOf(socket), { version, isViewer: role === "viewer" })
      this.#services.groups.onlineChanged()
      if (!this.#services.store.isNew) await this.#services.life.goOn()
    } else {
      this.#door.refuse(socket, state)
    }
    const headers = { "Sec-WebSocket-Protocol": "bokeh" }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const state = this.#host.awake ?? (await this.#host.wake())
    if (state.state === "awake") state.session.receive(peerOf(socket), frame)
    else peerOf(socket).close(state.code, closeReason(state.reason))
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    const { store, groups, connections } = this.#services
    this.#host.awake?.session.close(peerOf(socket))
    // 1005 and 1006 tell of a missing close frame and may not be sent.
    peerOf(socket).close(code === 1005 || code === 1006 ? CLOSE.normal : code, "")
    await this.#door.left(connections.of(socket), code)
    if (store.isNew || this.#openPeers().length > 0) return
    this.#seenAtMs = Date.now()
    if (groups.isInAny) realTimers.after(RELOAD_MS, () => groups.onlineChanged())
    await this.#leftAlone()
  }

  /** Nothing is stored: the page's socket finds the document built. */
  async outline(admission: Admission): Promise<Outlined> {
    await this.#ending
    const state = this.#door.asOwner(admission, await this.#host.wake(admission))
    if (state.state === "awake") return { state: "outlined", outline: outlineOf(state.document) }
    return { state: "refused", status: state === FOREIGN ? 403 : 500, reason: state.reason }
  }

  /** Messages of a group. @returns "gone" when this session is not, or no more, a member */
  async takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome> {
    const { groups } = this.#services
    const { awake } = this.#host
    if (this.#ending !== undefined) return "gone"
    if (awake === undefined && !groups.isMember(group)) return "gone" // not worth a wake
    const state = awake ?? (await this.#host.wake())
    if (state.state !== "awake") throw new Error("the session could not start")
    return groups.receive(group, entries)
  }

  async probeFromGroup(group: string): Promise<Outcome> {
    return this.#services.groups.presence(group)
  }

  override async alarm(): Promise<void> {
    const { store, groups, slowTimers, life } = this.#services
    if (store.isNew) return
    // What it had yet to send when it was evicted, it sends as soon as it is awake.
    const isSlowDue = nextSlowMs(store) <= Date.now()
    if (groups.hasUnsent || isSlowDue) await this.#host.wake()
    const peers = this.#openPeers()
    if (peers.length === 0) return this.#leftAlone()
    for (const frame of heartbeat("heartbeat")) for (const peer of peers) peer.send(frame)
    if (this.#host.awake) slowTimers.run()
    await life.goOn()
  }

  /** A session that is ending admits nobody: who comes meanwhile waits, and finds it gone. */
  async #admit(connection: SocketConnection): Promise<WokenState> {
    await this.#ending
    const state = await this.#door.admit(connection)
    return this.#ending === undefined ? state : this.#admit(connection)
  }

  #openPeers(): readonly Peer[] {
    return this.ctx
      .getWebSockets()
      .map(peerOf)
      .filter(({ isOpen }) => isOpen)
  }

  #firstStored(): void {
    this.#host.storeAdmission()
    this.#services.slowTimers.store()
    this.ctx.waitUntil(this.#services.life.goOn())
  }

  async #leftAlone(): Promise<void> {
    const { life } = this.#services
    if (this.#ending !== undefined || !(await life.isOver(this.#keepMs()))) return
    this.#ending ??= this.#end()
    await this.#ending
  }

  async #end(): Promise<void> {
    const { groups, store } = this.#services
    try {
      const state = await this.#host.wake()
      if (state.state === "awake") state.session.destroy()
      await groups.leaveAll()
      this.#host.sleep()
      await store.clear()
    } finally {
      this.#ending = undefined
    }
  }

  #keepMs(): number {
    const pattern = this.#host.admission?.pattern
    const route = pattern === undefined ? undefined : this.#services.findRoute(pattern)
    const { session = {} } = route?.options ?? {}
    return (session.keep ?? DEFAULT_KEEP_S) * 1000
  }
}
