// A Worker that counts its operations and those of its objects in the real runtime. GET /counts returns the counts, /abort
// ends all objects, and /stored returns the bytes on the disk of the last opened session.

import { type Count, type Counts, NOTHING } from "./counts.ts"

interface Server<Env> {
  fetch(request: Request, env: Env): Response | Promise<Response>
}

type ObjectClass<Env> = new (ctx: DurableObjectState, env: Env) => object

const counts: Record<Count, number> = { ...NOTHING }
/** Cursors, whose rows are known only after they were read. */
let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
/** The objects by the binding of their class. */
let living: { readonly binding: string; readonly id: DurableObjectId }[] = []

function count(name: Count, by = 1): void {
  counts[name] += by
}

export function countingFetch<Env extends object>(server: Server<Env>): Server<Env>["fetch"] {
  return async (request, env) => {
    const { pathname } = new URL(request.url)
    if (pathname === "/counts") return Response.json(currentCounts())
    if (pathname === "/abort") return abortAll(env)
    if (pathname === "/stored") return Response.json(await storedBytes(env))
    count("requests")
    return server.fetch(request, env)
  }
}

function currentCounts(): Counts {
  for (const { rowsRead, rowsWritten } of cursors) {
    count("rowsRead", rowsRead)
    count("rowsWritten", rowsWritten)
  }
  cursors = []
  return counts
}

/** Ends all objects as the runtime does when it moves them. Their storage stays. */
async function abortAll(env: object): Promise<Response> {
  const ended = living
  living = []
  for (const { binding, id } of ended) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of wrangler.toml
    const namespace = Reflect.get(env, binding) as DurableObjectNamespace
    const stub: object = namespace.get(id)
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await (stub as { [ABORT](): Promise<void> })[ABORT]().catch(() => undefined)
  }
  return new Response()
}

async function storedBytes(env: object): Promise<number> {
  const last = living.findLast(({ binding }) => binding === "SESSIONS")
  if (last === undefined) throw new Error("there is no session")
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of wrangler.toml
  const stub: object = (Reflect.get(env, last.binding) as DurableObjectNamespace).get(last.id)
  return (stub as { [STORED](): Promise<number> })[STORED]()
}

/** The same class with each object and each of its calls counted. */
export function counting<Env>(binding: string, base: ObjectClass<Env>): ObjectClass<Env> {
  class Counting extends base {
    readonly #ctx: DurableObjectState

    constructor(ctx: DurableObjectState, env: Env) {
      countStorage(ctx.storage)
      count("wakes")
      living.push({ binding, id: ctx.id })
      super(ctx, env)
      this.#ctx = ctx
    }

    [ABORT](): void {
      this.#ctx.abort("aborted by a test")
    }

    [STORED](): number {
      return this.#ctx.storage.sql.databaseSize
    }
  }
  for (const name of methodsOf(base)) countMethod(Counting.prototype, name)
  return Counting
}

function methodsOf<Env>(base: ObjectClass<Env>): readonly string[] {
  const names = new Set<string>()
  for (let at: unknown = base.prototype; isObject(at); at = Object.getPrototypeOf(at)) {
    if (at.constructor === Object || at.constructor.name === "DurableObject") break
    for (const name of Object.getOwnPropertyNames(at)) names.add(name)
  }
  names.delete("constructor")
  return [...names]
}

function countMethod(prototype: object, name: string): void {
  const method: unknown = Reflect.get(prototype, name)
  if (typeof method !== "function") return
  const kind = kindOf(name)
  const counted = function (this: object, ...args: unknown[]): unknown {
    if (kind !== undefined) count(kind)
    if (kind === "messagesIn") count("bytesIn", byteLength(args[1]))
    return Reflect.apply(method, this, args)
  }
  Object.defineProperty(prototype, name, { value: counted })
}

function kindOf(name: string): Count | undefined {
  switch (name) {
    case "fetch":
      return "objectFetches"
    case "alarm":
      return "alarms"
    case "webSocketMessage":
      return "messagesIn"
    case "webSocketClose":
    case "webSocketError":
      return undefined
    default:
      return "calls"
  }
}

const ABORT = "abortedByTest"
const STORED = "storedForTest"

let isCounted = false

/** Counts for all objects, since they share their prototypes. */
function countStorage(storage: DurableObjectStorage): void {
  if (isCounted) return
  isCounted = true
  const { sql } = storage
  wrap(sql, "exec", (exec, self, args) => {
    const cursor = Reflect.apply(exec, self, args) as (typeof cursors)[number]
    count("statements")
    count(
      "bytesWritten",
      args.slice(1).reduce<number>((sum, arg) => sum + byteLength(arg), 0),
    )
    cursors.push(cursor)
    return cursor
  })
  wrap(storage, "setAlarm", (setAlarm, self, args) => {
    count("rowsWritten")
    return Reflect.apply(setAlarm, self, args) as unknown
  })
  wrap(WebSocket.prototype, "send", (send, self, args) => {
    count("messagesOut")
    count("bytesOut", byteLength(args[0]))
    return Reflect.apply(send, self, args) as unknown
  })
}

type Wrapper = (method: () => unknown, self: unknown, args: readonly unknown[]) => unknown

function wrap(of: object, name: string, wrapper: Wrapper): void {
  const holder: unknown = name in of && !Object.hasOwn(of, name) ? Object.getPrototypeOf(of) : of
  if (!isObject(holder)) throw new Error(`there is no ${name}`)
  const method: unknown = Reflect.get(of, name)
  if (typeof method !== "function") throw new Error(`${name} is no method`)
  Object.defineProperty(holder, name, {
    configurable: true,
    value: function (this: unknown, ...args: unknown[]) {
      return wrapper(method as () => unknown, this, args)
    },
  })
}

function byteLength(value: unknown): number {
  if (typeof value === "string") return new TextEncoder().encode(value).byteLength
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer ? value.byteLength : 0
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}
