// How long a session that is out of memory takes until its document is sent.
// The server is killed and started again, so this is a wake from the disk; a small session warms the process up first.

import { createToken } from "../src/session/token.ts"
import { type BokehClient, connect } from "../worker-tests/support/bokeh-client.ts"
import { median } from "./question.ts"
import { type BenchServer, restartable, SECRET_KEY } from "./servers.ts"

const ROUNDS = 3
const MB = 1 << 20

interface Size {
  readonly name: string
  /** The pushed column, and what is streamed to it after that. */
  readonly partBytes: readonly number[]
  readonly budgetMs: number
}

const SIZES: readonly Size[] = [
  { name: "1 MB document", partBytes: [MB], budgetMs: 20 },
  {
    name: "30 MB document, of 30 streams", // it may have 32
    partBytes: Array.from({ length: 30 }, () => MB),
    budgetMs: 300,
  },
]

/** One line a size. */
export async function wakeLines(): Promise<readonly string[]> {
  const { start, remove } = restartable("/host")
  let server = await start()
  const [small, ...tokens] = ["s", ...SIZES.map((_, i) => `${i}`)].map(keyToken)
  if (small === undefined) throw new Error("no session")
  await fill(server, small, [8])
  for (const [i, { partBytes }] of SIZES.entries()) await fill(server, tokens[i] ?? "", partBytes)
  const times = SIZES.map((): number[] => [])
  const warmTimes = SIZES.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    await server.stop()
    server = await start()
    await pullMs(server, small)
    for (const [i, token] of tokens.entries()) {
      times[i]?.push(await pullMs(server, token))
      warmTimes[i]?.push(await pullMs(server, token))
    }
  }
  await server.stop()
  remove()
  return SIZES.map(({ name, budgetMs }, i) => {
    const [ms, warmMs] = [median(times[i] ?? []), median(warmTimes[i] ?? [])]
    const verdict = ms <= budgetMs ? "kept" : "MISSED"
    return (
      `  wake with a ${name}: ${ms.toFixed(1)} ms until the client has it, budget ${budgetMs} ms ${verdict}; ` +
      `${warmMs.toFixed(1)} ms when it is awake already`
    )
  })
}

export function socketUrl({ app }: BenchServer): string {
  return `${app.replace("http", "ws")}/ws?bokeh-version=3.10.0`
}

/** Of a holder of the key, as Python's client is: others may not replace the document. */
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
