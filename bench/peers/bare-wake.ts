// The least cost of a wake: an object that has a number of megabytes on its disk, reads them once, and sends them.

import { DurableObject } from "cloudflare:workers"

const MB = 1 << 20

export class SessionObject extends DurableObject {
  #parts: readonly ArrayBuffer[] | undefined

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, data BLOB)")
  }

  override fetch(): Response {
    const { 0: client, 1: socket } = new WebSocketPair()
    this.ctx.acceptWebSocket(socket)
    return new Response(null, { status: 101, webSocket: client })
  }

  /** `fill N` stores N megabytes. Any other message requests them. A string ends an answer. */
  override webSocketMessage(socket: WebSocket, message: string): void {
    const { sql } = this.ctx.storage
    const [, count] = /^fill (\d+)$/.exec(message) ?? []
    for (let i = 0; i < Number(count ?? 0); i++) {
      sql.exec("INSERT INTO record (data) VALUES (?)", new Uint8Array(MB))
    }
    if (count === undefined) {
      this.#parts ??= [
        ...sql.exec<{ data: ArrayBuffer }>("SELECT data FROM record ORDER BY id"),
      ].map(({ data }) => data)
      for (const part of this.#parts) socket.send(part)
    }
    socket.send("done")
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: { readonly SESSIONS: DurableObjectNamespace }) =>
    request.headers.has("Upgrade")
      ? SESSIONS.getByName(new URL(request.url).search).fetch(request)
      : new Response(),
}
