// The Durable Object of one session: sockets in and out of hibernation, everything else is the Session's.
// Source: https://developers.cloudflare.com/durable-objects/best-practices/websockets/

import { gunzipSync } from "node:zlib"

import { DurableObject } from "cloudflare:workers"

import type { Handler } from "../app/handler.ts"
import { parseSessionOpen, SESSION_OPEN_HEADER, type SessionOpen } from "../app/session-open.ts"
import { type Config, parseConfig } from "../env.ts"
import { buildDocument } from "../session/build-document.ts"
import { Session } from "../session/session.ts"
import { CLOSE, closeReason } from "../util/close-codes.ts"
import { errorText } from "../util/error-text.ts"
import { consoleLog } from "./console-log.ts"
import { peerOf } from "./do-peer.ts"
import { SessionStore } from "./do-store.ts"

/** The handler of the route with that pattern, or undefined when no route has it (any more). */
export type FindHandler = (pattern: string) => Handler | undefined

type Env = Readonly<Record<string, unknown>>
type SessionObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject
type State =
  | { readonly state: "asleep" }
  | { readonly state: "awake"; readonly session: Session }
  | { readonly state: "failed"; readonly error: unknown }

/** The class to export from a Worker and to bind as SESSIONS. */
export function sessionObject(findHandler: FindHandler): SessionObjectClass {
  return class SessionObject extends BaseObject {
    override readonly findHandler = findHandler
  }
}

const MAX_BUFFERS = 10_000

abstract class BaseObject extends DurableObject<Env> {
  abstract readonly findHandler: FindHandler
  readonly #store: SessionStore
  readonly #config: Config
  #state: State = { state: "asleep" }

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new SessionStore(ctx.storage.sql)
    this.#config = parseConfig(env)
  }

  /** Takes a websocket that the Worker has checked; its SessionOpen comes as a header. */
  override async fetch(request: Request): Promise<Response> {
    const text = request.headers.get(SESSION_OPEN_HEADER) ?? ""
    const open = parseSessionOpen(text)
    const { 0: client, 1: socket } = new WebSocketPair()
    this.ctx.acceptWebSocket(socket)
    if (open.hasExpired && this.#store.open === undefined) {
      socket.close(CLOSE.expiredToken, "the token has expired: reload the page")
    } else {
      const state = await this.#wake(open)
      if (state.state === "awake") this.#store.open ??= text
      this.#withSession(socket, state, (session) => session.open(peerOf(socket)))
    }
    const headers = { "Sec-WebSocket-Protocol": "bokeh" }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const state = this.#state.state === "awake" ? this.#state : await this.#wake()
    this.#withSession(socket, state, (session) => session.receive(peerOf(socket), frame))
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    if (this.#state.state === "awake") this.#state.session.close(peerOf(socket))
    // 1005 and 1006 tell of a missing close frame and may not be sent.
    peerOf(socket).close(code === 1005 || code === 1006 ? CLOSE.normal : code, "")
  }

  #withSession(socket: WebSocket, state: State, action: (session: Session) => void): void {
    if (state.state === "awake") action(state.session)
    else socket.close(CLOSE.handlerFailed, closeReason(this.#failureText(state)))
  }

  /** Builds the document, unless it is there. Nothing else of this object runs meanwhile. */
  async #wake(open?: SessionOpen): Promise<State> {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (this.#state.state === "awake") return this.#state
      try {
        this.#state = { state: "awake", session: await this.#start(open) }
      } catch (error) {
        consoleLog.error("the session could not start", { error, pattern: open?.pattern })
        this.#state = { state: "failed", error }
      }
      return this.#state
    })
  }

  /** What opened the session first goes on to hold: a later socket joins it. */
  async #start(given: SessionOpen | undefined): Promise<Session> {
    const kept = this.#store.open
    const open = kept === undefined ? given : parseSessionOpen(kept)
    if (open === undefined) throw new Error("a socket without a session")
    const handler = this.findHandler(open.pattern)
    if (handler === undefined) throw new Error(`there is no route ${open.pattern}`)
    const { maxMessageBytes } = this.#config
    const document = await buildDocument({
      handler,
      context: { ...open, id: open.sessionId, env: this.env },
      records: this.#store.records(),
    })
    const session = new Session({
      document,
      journal: this.#store,
      log: consoleLog,
      limits: { maxMessageBytes, maxBuffers: MAX_BUFFERS },
      inflate: (bytes) => gunzipSync(bytes, { maxOutputLength: maxMessageBytes }),
      soon: queueMicrotask,
    })
    for (const socket of this.ctx.getWebSockets()) session.join(peerOf(socket))
    return session
  }

  #failureText(state: State): string {
    if (state.state !== "failed" || !this.#config.isDevelopment) return "the app failed"
    return errorText(state.error)
  }
}
