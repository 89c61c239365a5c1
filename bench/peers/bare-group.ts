// The least that a message from one object to many costs: an object for each member, and one that all know. A message in is one
// call to that one, and one insert there; for each other member one call, one insert, and three frames over its socket.

import { DurableObject } from "cloudflare:workers"

interface Env {
  readonly SESSIONS: DurableObjectNamespace<SessionObject>
  readonly GROUPS: DurableObjectNamespace<GroupObject>
}

const TABLE = "CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, text TEXT)"
const MEMBERS = "CREATE TABLE IF NOT EXISTS member (name TEXT PRIMARY KEY)"
const INSERT = "INSERT INTO message (text) VALUES (?)"

export class SessionObject extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(TABLE)
  }

  override async fetch(request: Request): Promise<Response> {
    const { 0: client, 1: socket } = new WebSocketPair()
    const name = new URL(request.url).search
    this.ctx.acceptWebSocket(socket, [name])
    await this.env.GROUPS.getByName("one").join(name)
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(socket: WebSocket, text: string): Promise<void> {
    const [name = ""] = this.ctx.getTags(socket)
    await this.env.GROUPS.getByName("one").send(name, text)
  }

  async deliver(text: string): Promise<void> {
    this.ctx.storage.sql.exec(INSERT, text)
    for (const socket of this.ctx.getWebSockets())
      for (const part of ["header", "metadata", text]) socket.send(part)
  }
}

export class GroupObject extends DurableObject<Env> {
  readonly #members: Set<string>

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { sql } = ctx.storage
    sql.exec(TABLE)
    sql.exec(MEMBERS)
    const members = sql.exec<{ name: string }>("SELECT name FROM member")
    this.#members = new Set(Array.from(members, ({ name }) => name))
  }

  async join(name: string): Promise<void> {
    this.ctx.storage.sql.exec("INSERT OR IGNORE INTO member VALUES (?)", name)
    this.#members.add(name)
  }

  async send(sender: string, text: string): Promise<void> {
    this.ctx.storage.sql.exec(INSERT, text)
    const others = [...this.#members].filter((name) => name !== sender)
    await Promise.all(others.map((name) => this.env.SESSIONS.getByName(name).deliver(text)))
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: Env) =>
    request.headers.has("Upgrade")
      ? SESSIONS.getByName(new URL(request.url).search).fetch(request)
      : new Response(),
}
