// The least cost of a message from one object to many: an object for each member, and one that all know. A received message
// is one call to that object and one insert there, and for each other member one call, one insert, and three frames over its
// socket. Stubs are reused, since a new stub for each call costs a connection.

import { DurableObject } from "cloudflare:workers"

interface Env {
  readonly SESSIONS: DurableObjectNamespace<SessionObject>
  readonly GROUPS: DurableObjectNamespace<GroupObject>
}

const TABLE = "CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, text TEXT)"
const MEMBERS = "CREATE TABLE IF NOT EXISTS member (name TEXT PRIMARY KEY)"
const INSERT = "INSERT INTO message (text) VALUES (?)"

export class SessionObject extends DurableObject<Env> {
  readonly #group: DurableObjectStub<GroupObject>

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(TABLE)
    this.#group = env.GROUPS.getByName("one")
  }

  override async fetch(request: Request): Promise<Response> {
    const { 0: client, 1: socket } = new WebSocketPair()
    const name = new URL(request.url).search
    this.ctx.acceptWebSocket(socket, [name])
    await this.#group.join(name)
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(socket: WebSocket, text: string): Promise<void> {
    const [name = ""] = this.ctx.getTags(socket)
    await this.#group.send(name, text)
  }

  async deliver(text: string): Promise<void> {
    this.ctx.storage.sql.exec(INSERT, text)
    for (const socket of this.ctx.getWebSockets())
      for (const part of ["header", "metadata", text]) socket.send(part)
  }
}

export class GroupObject extends DurableObject<Env> {
  /** A stub for each name. */
  readonly #members: Map<string, DurableObjectStub<SessionObject>>

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { sql } = ctx.storage
    sql.exec(TABLE)
    sql.exec(MEMBERS)
    const members = sql.exec<{ name: string }>("SELECT name FROM member")
    this.#members = new Map(Array.from(members, ({ name }) => [name, env.SESSIONS.getByName(name)]))
  }

  async join(name: string): Promise<void> {
    this.ctx.storage.sql.exec("INSERT OR IGNORE INTO member VALUES (?)", name)
    this.#members.set(name, this.env.SESSIONS.getByName(name))
  }

  async send(sender: string, text: string): Promise<void> {
    this.ctx.storage.sql.exec(INSERT, text)
    const others = [...this.#members].filter(([name]) => name !== sender)
    await Promise.all(others.map(([, member]) => member.deliver(text)))
  }
}

export default {
  fetch: (request: Request, { SESSIONS }: Env) =>
    request.headers.has("Upgrade")
      ? SESSIONS.getByName(new URL(request.url).search).fetch(request)
      : new Response(),
}
