// The same valid and invalid requests and socket exchanges, sent to Bokeh's Tornado server and to this one, with the same
// apps, also below a prefix.

import { STATUS_CODES } from "node:http"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { connect, openToken } from "../support/bokeh-client.ts"
import { startServer } from "../support/server-process.ts"
import { startWorker } from "../support/start-worker.ts"
import { DIFFERENCES } from "./conformance-differences.ts"
import { type Digest, exchangeHttp, HTTP_EXCHANGES, KEYS } from "./conformance-http.ts"
import { exchangeSocket, SOCKET_EXCHANGES } from "./conformance-socket.ts"

const PREFIX = "/pre/fix"

interface Pair {
  readonly tornado: string
  readonly ours: string
}

let plain: Pair
let prefixed: Pair
const running: { stop(): Promise<void> }[] = []
beforeAll(async () => {
  plain = { tornado: await startTornado(), ours: await startOurs("conformance-app.ts") }
  prefixed = {
    tornado: (await startTornado(PREFIX)) + PREFIX,
    ours: (await startOurs("conformance-prefix-app.ts")) + PREFIX,
  }
})
afterAll(() => Promise.all(running.map((server) => server.stop())))

async function startOurs(file: string): Promise<string> {
  const entry = join(import.meta.dirname, file)
  const worker = await startWorker({ entry, vars: { BOKEH_SECRET_KEY: KEYS[0] } })
  running.push(worker)
  return worker.url
}

async function startTornado(prefix = ""): Promise<string> {
  const server = await startServer({
    command: ensurePython(),
    args: [join(import.meta.dirname, "conformance_app.py"), prefix],
    env: { BOKEH_SECRET_KEY: KEYS[0], BOKEH_SIGN_SESSIONS: "yes", BOKEH_PY_LOG_LEVEL: "none" },
    address: /(http:\/\/\S+)/,
    readyPath: "/",
  })
  running.push({ stop: () => server.kill() })
  return server.url
}

type Fields = Readonly<Record<string, { readonly tornado: unknown; readonly ours: unknown }>>

/** The fields in which two answers differ: only the status if that differs, since the rest follows from it. */
function differences(theirs: Digest, ours: Digest): Fields {
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].filter(
    (field) => !isEqual(field, theirs, ours),
  )
  const told = fields.includes("status") ? ["status"] : fields
  return Object.fromEntries(
    told.map((field) => [field, { tornado: theirs[field], ours: ours[field] }]),
  )
}

/** This server's reasons can be longer. Tornado's reason can be only the name of the status. */
function isEqual(field: string, theirs: Digest, ours: Digest): boolean {
  const [a, b] = [theirs[field], ours[field]]
  if (field !== "reason") return JSON.stringify(a) === JSON.stringify(b)
  return a === STATUS_CODES[String(theirs["status"])] || String(b).startsWith(String(a))
}

/** The listed differences of an exchange. Values that the list leaves out can be anything. */
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

describe("this server answers as Bokeh's own, except for the listed differences", () => {
  it("in at least 80 exchanges with unique names, without a listed difference that matches none", () => {
    const names = [...HTTP_EXCHANGES, ...SOCKET_EXCHANGES].map(({ name }) => name)
    expect(names.length).toBeGreaterThanOrEqual(80)
    expect(new Set(names).size).toBe(names.length)
    expect(
      DIFFERENCES.filter(({ exchanges }) => !names.some((name) => exchanges.test(name))),
    ).toEqual([])
  })

  it.for(HTTP_EXCHANGES)("to HTTP: $name", (exchange) => compare(exchangeHttp, plain, exchange))

  // Tornado's icon is not below the prefix.
  const below = HTTP_EXCHANGES.filter(({ name }) => name !== "icon")
  it.for(below)("to HTTP below a prefix: $name", (exchange) =>
    compare(exchangeHttp, prefixed, exchange),
  )

  it.for(SOCKET_EXCHANGES)("to a socket: $name", (exchange) =>
    compare(exchangeSocket, plain, exchange),
  )
})

describe("two servers with the same key", () => {
  it.each([
    ["tornado", "ours"],
    ["ours", "tornado"],
  ] as const)("accept each other's tokens (a token of %s at %s)", async (from, to) => {
    const token = await openToken(`${plain[from]}/nested/arguments?a=1&a=%C3%A4`)
    const client = await connect(`${plain[to].replace("http", "ws")}/nested/arguments/ws`, token)
    await client.waitForMessage("ACK") // an earlier message breaks Tornado's connection
    const { content } = await client.request("PULL-DOC-REQ")
    expect(JSON.stringify(content)).toContain('"text":"a=1 a=ä"')
    await client.close()
  })
})

async function compare<E extends { readonly name: string }>(
  perform: (server: string, exchange: E) => Promise<Digest>,
  servers: Pair,
  exchange: E,
): Promise<void> {
  const theirs = await perform(servers.tornado, exchange)
  const ours = await perform(servers.ours, exchange)
  expect(differences(theirs, ours)).toEqual(listed(exchange.name))
}
