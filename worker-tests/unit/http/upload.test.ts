// POST PATH/upload: who may send a file, how large it may be, and which callback receives it.

import { afterEach, describe, expect, it, vi } from "vitest"

import type { Handler } from "../../../src/app/handler.ts"
import { app } from "../../../src/app/route.ts"
import type { Upload } from "../../../src/app/uploads.ts"
import { createFetch } from "../../../src/http/server.ts"
import type { UploadHead } from "../../../src/objects/upload.ts"
import { uploads } from "../../../src/uploads.ts"
import { BINDINGS } from "../../support/bindings.ts"
import { LifeWorld, settled } from "../../support/life.ts"

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const serve = createFetch([
  app("/files", () => undefined, { uploads: uploads({ maxBytes: 1000 }) }),
  app("/other", () => undefined, { uploads: uploads() }),
  app("/kept", () => undefined, { uploads: uploads({ bucket: "FILES" }) }),
  app("/none", () => undefined),
])
const ENV = { ...BINDINGS, BOKEH_SECRET_KEY: "s", BOKEH_PY_LOG_LEVEL: "info" }

/** The parts of a route's page. */
async function tokenOf(path: string): Promise<string> {
  const page = await serve(new Request(`http://server.org${path}`), ENV)
  return /"token":"([^"]+)"/.exec(await page.text())?.[1] ?? ""
}

interface Posted {
  readonly path?: string
  readonly of?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Posts a file of five bytes by default. */
async function post({ path = "/files/upload?name=a.csv", of = "/files", headers = {} }: Posted) {
  const lines: unknown[] = []
  const token = await tokenOf(of)
  for (const method of ["log", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation(
      (line: string) => void lines.push(JSON.parse(line)),
    )
  }
  const init = {
    method: "POST",
    body: "1,2,3",
    headers: { Authorization: `Bearer ${token}`, "Content-Length": "5", ...headers },
  }
  const response = await serve(new Request(`http://server.org${path}`, init), ENV)
  const text = await response.text()
  return { status: response.status, text, lines, headers: response.headers }
}

describe("an uploaded file", () => {
  it.for<readonly [string, Posted, number, string]>([
    ["without a token", { headers: { Authorization: "" } }, 403, "token"],
    [
      "with a token of another route",
      { of: "/other" },
      403,
      "the token is for another page or user",
    ],
    ["of another origin's page", { headers: { Origin: "https://evil.org" } }, 403, "Origin"],
    ["without a length", { headers: { "Content-Length": "" } }, 411, "Content-Length"],
    ["without a name", { path: "/files/upload" }, 400, "'name' must have 1 to 255 characters"],
    ["named by a folder", { path: "/files/upload?name=a/" }, 400, "'name' must have"],
    ["named by the parent folder", { path: "/files/upload?name=.." }, 400, "'name' must have"],
    [
      "named by a folder behind a line break",
      { path: "/files/upload?name=a%0Ab/.." },
      400,
      "'name' must have",
    ],
    [
      "that is too large",
      { headers: { "Content-Length": "1001" } },
      413,
      "a.csv has 1001 bytes: at most 1000 can be sent",
    ],
    ["for a route without uploads", { path: "/none/upload?name=a", of: "/none" }, 404, ""],
  ])("[H2] %s is rejected, and leaves a line in the log", async ([, posted, status, reason]) => {
    const answer = await post(posted)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(reason)])
    expect(answer.lines).toEqual([expect.objectContaining({ status, method: "POST" })])
  })

  it("for a bucket that is not bound is answered with a server error", async () => {
    const answer = await post({ path: "/kept/upload?name=a.csv", of: "/kept" })
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.lines)).toContain("the binding FILES is missing")
  })

  it("from pages of other origins is preceded by a browser's preflight", async () => {
    const headers = {
      Origin: "http://server.org",
      "Access-Control-Request-Headers": "authorization",
    }
    const init = { method: "OPTIONS", headers }
    const answer = await serve(new Request("http://server.org/files/upload", init), ENV)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": "authorization",
      "access-control-allow-origin": "http://server.org",
    })
  })
})

const HEAD: UploadHead = { name: "a.csv", type: "text/csv", size: 5 }
const REQUEST = { url: "http://server.org/app/ws", arguments: {}, headers: {}, cookies: {} }
const ADMISSION = {
  sessionId: "session",
  pattern: "/app",
  params: {},
  request: REQUEST,
  role: "owner",
  mayStart: false,
} as const

const OPTIONS = { uploads: uploads() }

describe("a session that receives files", () => {
  it("rejects a file that does not come to its end in time, which is longer for a larger file", async () => {
    const world = new LifeWorld(
      app(
        "/app",
        (_doc, context) => {
          context.on_upload(async ({ stream }) => void (await new Response(stream).text()))
        },
        OPTIONS,
      ),
    )
    await world.connect()
    const body = new ReadableStream<Uint8Array>() // nothing comes
    const answer = world.life.upload(ADMISSION, { ...HEAD, size: 1000 }, body)
    await settled()
    await world.advance(60_099)
    expect(await Promise.race([answer, settled().then(() => "not yet")])).toBe("not yet")
    await world.advance(1)
    expect(await answer).toMatchObject({ status: 408 })
  })

  it("accepts files while it is open, and reads their bytes", async () => {
    const taken: unknown[] = []
    const world = new LifeWorld(
      app(
        "/app",
        (_doc, context) => {
          context.on_upload(async ({ stream, ...upload }) => {
            taken.push(upload, await new Response(stream ?? null).text())
          })
        },
        OPTIONS,
      ),
    )
    const body = new Response("1,2,3").body
    expect(await world.life.upload(ADMISSION, HEAD, body)).toMatchObject({ status: 403 })
    await world.connect()
    expect(await world.life.upload(ADMISSION, HEAD, body)).toBeUndefined()
    expect(taken).toEqual([{ ...HEAD, input: undefined }, "1,2,3"])
  })

  it("leaves memory if its last window has closed before the file has come", async () => {
    const take: Handler = (_doc, context) => context.on_upload(() => undefined)
    const world = new LifeWorld(app("/app", take, OPTIONS))
    const socket = await world.connect()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const upload = world.life.upload(ADMISSION, HEAD, readable)
    await world.close(socket)
    await writable.close()
    expect(await upload).toBeUndefined()
    expect(world.clock.nextMs).toBeUndefined()
  })

  it("accepts none while it is ending, since they would be lost", async () => {
    const { promise: left, resolve } = Promise.withResolvers<void>()
    let taken = 0
    const joining: Handler = (_doc, context) => {
      context.group("team").join({ name: "a" })
      context.on_upload(() => void taken++)
    }
    const world = new LifeWorld(app("/app", joining, OPTIONS), { calls: { leave: () => left } })
    const socket = await world.connect()
    await world.pull(socket)
    await world.advance(1000)
    await world.close(socket)
    const end = world.advance(25 * 3_600_000)
    await settled()
    const upload = world.life.upload(ADMISSION, HEAD, null)
    resolve()
    await end
    expect([(await upload)?.status, taken]).toEqual([403, 0])
  })

  it.for<readonly [string, Partial<typeof ADMISSION> & { role?: "viewer" | "owner" }, number]>([
    ["no files of viewers", { role: "viewer" } as never, 403],
    ["none where the app takes none", {}, 404],
  ])("accepts %s", async ([, admission, status]) => {
    const world = new LifeWorld(app("/app", () => undefined, OPTIONS))
    await world.connect()
    const refusal = await world.life.upload({ ...ADMISSION, ...admission }, HEAD, null)
    expect(refusal?.status).toBe(status)
  })
})

/** Node has no FixedLengthStream. */
class PassThrough extends TransformStream {
  constructor(_byteLength: number) {
    super()
  }
}

describe("a session whose files are stored in a bucket", () => {
  /** With the files in the bucket, by key. */
  function storing(take: (upload: Upload) => void | Promise<void>) {
    vi.stubGlobal("FixedLengthStream", PassThrough)
    const stored = new Map<string, unknown>()
    const bucket = {
      put: async (key: string, body: ReadableStream, { httpMetadata }: R2PutOptions) =>
        void stored.set(key, [await new Response(body).text(), httpMetadata]),
      delete: async (key: string) => void stored.delete(key),
    }
    const options = { uploads: uploads({ bucket: "FILES" }) }
    const route = app("/app", (_doc, context) => context.on_upload(take), options)
    const world = new LifeWorld(route, { env: { FILES: bucket } })
    const send = (name: string) =>
      world.life.upload(ADMISSION, { ...HEAD, name }, new Response("1,2,3").body)
    return { world, stored, send }
  }
  const names = (keys: Iterable<string>) => Array.from(keys, (key) => key.split("/").at(-1))

  it("gives the app the key of a file", async () => {
    const taken: Upload[] = []
    const { world, stored, send } = storing((upload) => void taken.push(upload))
    await world.connect()
    expect(await send("a.csv")).toBeUndefined()
    const [[key, file] = []] = stored
    expect(taken).toEqual([{ ...HEAD, input: undefined, key }])
    expect(file).toEqual(["1,2,3", { contentType: "text/csv" }])
  })

  it("stores none that it does not take: it is not open, or takes too many at the moment", async () => {
    const waiting = Promise.withResolvers<void>()
    const { world, stored, send } = storing(() => waiting.promise)
    expect(await send("early")).toMatchObject({ status: 403 })
    await world.connect()
    const taken = ["a", "b", "c", "d"].map((name) => send(name))
    expect(await send("e")).toMatchObject({ status: 429 })
    waiting.resolve()
    await Promise.all(taken)
    expect(new Set(names(stored.keys()))).toEqual(new Set(["a", "b", "c", "d"]))
  })

  it("removes what the app could not take", async () => {
    const { world, stored, send } = storing(() => Promise.reject(new Error("bad")))
    await world.connect()
    expect(await send("a")).toMatchObject({ status: 500 })
    expect(stored.size).toBe(0)
  })
})
