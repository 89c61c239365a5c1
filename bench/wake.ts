// The time from the wake of a session until its document is sent, beside a bare object that reads as many bytes. The server
// is killed and restarted, so this is a wake from the disk. A small session warms up the process first.

import { once } from "node:events"

import { WebSocket } from "ws"

import { createToken } from "../src/session/token.ts"
import { type BokehClient, connect } from "../worker-tests/support/bokeh-client.ts"
import { median } from "./question.ts"
import { type BenchServer, buildBare, restartable, SECRET_KEY } from "./servers.ts"

const ROUNDS = 3
const MB = 1 << 20

interface Size {
  readonly name: string
  /** The pushed column, and the data streamed to it afterwards. */
  readonly partBytes: readonly number[]
  readonly budgetMs: number
}

const SIZES: readonly Size[] = [
  { name: "1 MB document", partBytes: [MB], budgetMs: 20 },
  {
    name: "30 MB document, of 30 streams", // the limit is 32
    partBytes: Array.from({ length: 30 }, () => MB),
    budgetMs: 300,
  },
]

/** One line per size, and one for the bare object of that size. */
export async function wakeLines(): Promise<readonly string[]> {
  const [small = "", ...tokens] = ["s", ...SIZES.map((_, i) => `${i}`)].map(keyToken)
  const ours = await measure(restartable("/host"), {
    names: [small, ...tokens],
    fill: (server, token) => fill(server, token, SIZES[tokens.indexOf(token)]?.partBytes ?? [8]),
    pullMs,
  })
  const bare = await measure(
    restartable("/", (folder) => buildBare(folder, "bare-wake")),
    {
      names: ["small", ...SIZES.map(({ name }) => name)],
      fill: async (server, name) => {
        await bareMs(
          server,
          name,
          `fill ${SIZES.find((size) => size.name === name)?.partBytes.length ?? 0}`,
        )
      },
      pullMs: bareMs,
    },
  )
  return SIZES.flatMap(({ name, budgetMs }, i) => {
    const [at, floor] = [ours[i], bare[i]]
    const verdict = (at?.wakeMs ?? NaN) <= budgetMs ? "kept" : "MISSED"
    return [
      `  wake with a ${name}: ${textOf(at)}, budget ${budgetMs} ms ${verdict}`,
      `    a bare object with as many bytes: ${textOf(floor)}`,
    ]
  })
}

interface Times {
  readonly wakeMs: number
  /** The time if the session is already awake. */
  readonly awakeMs: number
}

function textOf({ wakeMs, awakeMs }: Times = { wakeMs: NaN, awakeMs: NaN }): string {
  return `${wakeMs.toFixed(1)} ms until the client has it, ${awakeMs.toFixed(1)} ms when it is awake already`
}

interface Woken {
  /** The names of the sessions, the first of which is small. */
  readonly names: readonly string[]
  readonly fill: (server: BenchServer, name: string) => Promise<void>
  readonly pullMs: (server: BenchServer, name: string) => Promise<number>
}

/** @returns the medians of all sessions except the small one */
async function measure(
  { start, remove }: ReturnType<typeof restartable>,
  { names: [small = "", ...names], fill: fillOne, pullMs: pull }: Woken,
): Promise<readonly Times[]> {
  let server = await start()
  for (const name of [small, ...names]) await fillOne(server, name)
  const times = names.map(() => ({ wake: [] as number[], awake: [] as number[] }))
  for (let round = 0; round < ROUNDS; round++) {
    await server.stop()
    server = await start()
    await pull(server, small)
    for (const [i, name] of names.entries()) {
      times[i]?.wake.push(await pull(server, name))
      times[i]?.awake.push(await pull(server, name))
    }
  }
  await server.stop()
  remove()
  return times.map(({ wake, awake }) => ({ wakeMs: median(wake), awakeMs: median(awake) }))
}

/** The time until everything from the bare object with the name has arrived. */
async function bareMs({ app }: BenchServer, name: string, message = "pull"): Promise<number> {
  const start = performance.now()
  const socket = new WebSocket(`${app.replace("http", "ws")}?${encodeURIComponent(name)}`)
  await once(socket, "open")
  socket.send(message)
  await new Promise<void>((resolve) =>
    socket.on("message", (_, isBinary: boolean) => {
      if (!isBinary) resolve()
    }),
  )
  const ms = performance.now() - start
  socket.terminate()
  return ms
}

export function socketUrl({ app }: BenchServer): string {
  return `${app.replace("http", "ws")}/ws?bokeh-version=3.10.0`
}

/** A token of a key holder, like Python's client. Others may not replace the document. */
function keyToken(name: string): string {
  const expiresAtMs = Date.now() + 3_600_000
  return createToken({ sessionId: name.repeat(44), expiresAtMs, payload: undefined }, [SECRET_KEY])
}

/** Makes a source with a column of zeros, in several messages. */
async function fill(
  server: BenchServer,
  token: string,
  [first = 0, ...more]: readonly number[],
): Promise<void> {
  const client = await connect(socketUrl(server), token)
  await sendColumn(client, "PUSH-DOC", first, (data) => {
    const source = { type: "object", name: "ColumnDataSource", id: "src", attributes: { data } }
    return { doc: { title: "", roots: [source] } }
  })
  for (const byteLength of more) {
    await sendColumn(client, "PATCH-DOC", byteLength, (data) => ({
      events: [
        { kind: "ColumnsStreamed", model: { id: "src" }, attr: "data", data, rollover: null },
      ],
    }))
  }
  client.terminate()
}

async function sendColumn(
  client: BokehClient,
  msgtype: string,
  byteLength: number,
  content: (data: object) => object,
): Promise<void> {
  const array = { type: "bytes", data: { id: "0" } }
  const column = { type: "typed_array", array, dtype: "float64", order: "little" }
  const data = { type: "map", entries: [["x", column]] }
  const buffers = new Map([["0", new Uint8Array(byteLength)]])
  const { header } = await client.waitForReply(client.send(msgtype, content(data), buffers))
  if (header.msgtype !== "OK") throw new Error(`${msgtype} was answered with ${header.msgtype}`)
}

async function pullMs(server: BenchServer, token: string): Promise<number> {
  const start = performance.now()
  const client = await connect(socketUrl(server), token)
  await client.request("PULL-DOC-REQ")
  const ms = performance.now() - start
  client.terminate()
  return ms
}
