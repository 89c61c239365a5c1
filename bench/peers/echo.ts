// The least that a durable answer over a socket costs: three frames in, one insert, one frame out.

import { DurableObject } from "cloudflare:workers"

const ROW = "x".repeat(1024)

export class SessionObject extends DurableObject {
  #frames = 0

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, text TEXT)")
  }

  override fetch(): Response {
    const { 0: client, 1: socket } = new WebSocketPair()
    this.ctx.acceptWebSocket(socket)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, frame: string): void {
    if (++this.#frames % 3 !== 0) return
    this.ctx.storage.sql.exec("INSERT INTO record (text) VALUES (?)", ROW)
    socket.send(frame)
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: { readonly SESSIONS: DurableObjectNamespace }) =>
    request.headers.has("Upgrade") ? SESSIONS.getByName("echo").fetch(request) : new Response(),
}
