// The least cost of a durable answer over a socket: a received message, one insert, and as many bytes sent as for a slider's
// move. Below /all a message is three frames, which are sent to all other sockets.

import { DurableObject } from "cloudflare:workers"

/** The two columns of the temperature app, whose bytes are stored and sent. */
const ANSWER = new Uint8Array(12_000)
const FRAMES = 3
/** As long as the temperature app's document and its page. */
const DOCUMENT = "d".repeat(30_000)
const PAGE = "p".repeat(26_000)
const KEY = new TextEncoder().encode("bench-bench-bench-bench-bench-bench")

export class SessionObject extends DurableObject {
  #frames: string[] = []

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, data BLOB)")
  }

  override fetch(request: Request): Response {
    const { 0: client, 1: socket } = new WebSocketPair()
    this.ctx.acceptWebSocket(socket, [new URL(request.url).pathname])
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, frame: string): void {
    if (this.ctx.getWebSockets("/open").length > 0) {
      this.ctx.storage.sql.exec("INSERT INTO record (data) VALUES (?)", DOCUMENT)
      socket.send(DOCUMENT)
      return
    }
    const others = this.ctx.getWebSockets("/all")
    if (others.length === 0) {
      this.#insert()
      socket.send(ANSWER)
      return
    }
    this.#frames.push(frame)
    if (this.#frames.length < FRAMES) return
    const frames = this.#frames
    this.#frames = []
    this.#insert()
    for (const other of others) if (other !== socket) for (const part of frames) other.send(part)
  }

  #insert(): void {
    this.ctx.storage.sql.exec("INSERT INTO record (data) VALUES (?)", ANSWER)
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: { readonly SESSIONS: DurableObjectNamespace }) =>
    request.headers.has("Upgrade")
      ? SESSIONS.getByName(new URL(request.url).search || "echo").fetch(request)
      : page(request),
}

/** A page that takes as many signatures as the server's pages. */
async function page({ url }: Request): Promise<Response> {
  if (!url.endsWith("/page")) return new Response()
  const key = await crypto.subtle.importKey("raw", KEY, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ])
  for (let i = 0; i < 3; i++)
    await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${i}`)) // oxlint-disable-line no-await-in-loop -- one after another
  return new Response(PAGE, { headers: { "Content-Type": "text/html" } })
}
