// The least that a durable answer over a socket costs: three frames in, one insert, one frame out. Below /all, the three
// go to everybody else who is connected.

import { DurableObject } from "cloudflare:workers"

const ROW = "x".repeat(1024)

export class SessionObject extends DurableObject {
  #frames = 0
  #parts: string[] = []

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, text TEXT)")
  }

  override fetch(request: Request): Response {
    const { 0: client, 1: socket } = new WebSocketPair()
    this.ctx.acceptWebSocket(socket, request.url.endsWith("/all") ? ["all"] : [])
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, frame: string): void {
    this.#parts.push(frame)
    if (++this.#frames % 3 !== 0) return
    const parts = this.#parts
    this.#parts = []
    this.ctx.storage.sql.exec("INSERT INTO record (text) VALUES (?)", ROW)
    const others = this.ctx.getWebSockets("all")
    if (others.length === 0) socket.send(frame)
    for (const other of others) if (other !== socket) for (const part of parts) other.send(part)
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: { readonly SESSIONS: DurableObjectNamespace }) =>
    request.headers.has("Upgrade") ? SESSIONS.getByName("echo").fetch(request) : new Response(),
}
