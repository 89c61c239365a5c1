// The same requests and socket exchanges, good and bad, sent to Bokeh's own Tornado server and to ours, with the same apps.

import { STATUS_CODES } from "node:http"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { freePort, type ServerProcess, startServer } from "../support/server-process.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { DIFFERENCES } from "./conformance-differences.ts"
import { type Digest, exchangeHttp, HTTP_EXCHANGES, KEYS } from "./conformance-http.ts"
import { exchangeSocket, SOCKET_EXCHANGES } from "./conformance-socket.ts"

const BOKEH_SECRET_KEY = KEYS[0]

let tornado: ServerProcess & { readonly url: string }
let worker: RunningWorker
beforeAll(async () => {
  const entry = join(import.meta.dirname, "conformance-app.ts")
  ;[tornado, worker] = await Promise.all([
    startTornado(),
    startWorker({ entry, vars: { BOKEH_SECRET_KEY } }),
  ])
})
afterAll(async () => {
  await Promise.all([tornado.kill(), worker.stop()])
})

async function startTornado(): Promise<typeof tornado> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await startServer({
    command: ensurePython(),
    args: [join(import.meta.dirname, "conformance_app.py"), `${port}`],
    env: { BOKEH_SECRET_KEY, BOKEH_SIGN_SESSIONS: "yes", BOKEH_PY_LOG_LEVEL: "none" },
    readyUrl: url,
  })
  return { ...server, url }
}

type Fields = Readonly<Record<string, { readonly tornado: unknown; readonly ours: unknown }>>

/** The fields in which two answers differ. Where the status differs the rest follows from it. */
function differences(theirs: Digest, ours: Digest): Fields {
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].filter(
    (field) => !isEqual(field, theirs, ours),
  )
  const told = fields.includes("status") ? ["status"] : fields
  return Object.fromEntries(
    told.map((field) => [field, { tornado: theirs[field], ours: ours[field] }]),
  )
}

/** Our reasons say more; Tornado's may be no more than the status's name. */
function isEqual(field: string, theirs: Digest, ours: Digest): boolean {
  const [a, b] = [theirs[field], ours[field]]
  if (field !== "reason") return JSON.stringify(a) === JSON.stringify(b)
  return a === STATUS_CODES[String(theirs["status"])] || String(b).startsWith(String(a))
}

/** What the list says of an exchange. Values that it leaves out are any. */
function listed(name: string): Fields {
  const fitting = DIFFERENCES.filter(({ exchanges }) => exchanges.test(name))
  return Object.fromEntries(
    fitting.map((entry) => {
      const side = (key: "tornado" | "ours"): unknown =>
        key in entry ? entry[key] : expect.anything()
      return [entry.field, { tornado: side("tornado"), ours: side("ours") }]
    }),
  )
}

describe("as Bokeh's own server, or different as listed", () => {
  it("has enough exchanges, each with a name of its own, and lists no others", () => {
    const names = [...HTTP_EXCHANGES, ...SOCKET_EXCHANGES].map(({ name }) => name)
    expect(names.length).toBeGreaterThanOrEqual(80)
    expect(new Set(names).size).toBe(names.length)
    expect(
      DIFFERENCES.filter(({ exchanges }) => !names.some((name) => exchanges.test(name))),
    ).toEqual([])
  })

  it.for(HTTP_EXCHANGES)("HTTP: $name", async (exchange) => {
    const theirs = await exchangeHttp(tornado.url, exchange)
    const ours = await exchangeHttp(worker.url, exchange)
    expect(differences(theirs, ours)).toEqual(listed(exchange.name))
  })

  it.for(SOCKET_EXCHANGES)("socket: $name", async (exchange) => {
    const theirs = await exchangeSocket(tornado.url, exchange)
    const ours = await exchangeSocket(worker.url, exchange)
    expect(differences(theirs, ours)).toEqual(listed(exchange.name))
  })
})
