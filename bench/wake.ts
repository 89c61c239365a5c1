// How long a session that is out of memory takes until its document is sent, and what a change costs to store.
// The server is killed and started again, so this is a wake from the disk; a small session warms the process up first.

import { connect, openToken } from "../worker-tests/support/bokeh-client.ts"
import { median } from "./question.ts"
import { type BenchServer, restartable } from "./servers.ts"

const ROUNDS = 3

interface Size {
  readonly name: string
  readonly columnBytes: number
  readonly budgetMs: number
}

const SIZES: readonly Size[] = [
  { name: "1 MB", columnBytes: 1 << 20, budgetMs: 20 },
  { name: "16 MB", columnBytes: 16 << 20, budgetMs: 160 },
]

/** One line a size. */
export async function wakeLines(): Promise<readonly string[]> {
  const { start, remove } = restartable("/host")
  let server = await start()
  const small = await openToken(server.app)
  const tokens = await Promise.all(SIZES.map(() => openToken(server.app)))
  await push(server, small, 8)
  for (const [i, { columnBytes }] of SIZES.entries())
    await push(server, tokens[i] ?? "", columnBytes)
  const times = SIZES.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    await server.stop()
    server = await start()
    await pullMs(server, small)
    for (const [i, token] of tokens.entries()) times[i]?.push(await pullMs(server, token))
  }
  await server.stop()
  remove()
  return SIZES.map(({ name, budgetMs }, i) => {
    const ms = median(times[i] ?? [])
    return `  wake with a ${name} document: ${ms.toFixed(1)} ms until the client has it, budget ${budgetMs} ms ${ms <= budgetMs ? "kept" : "MISSED"}`
  })
}

function socketUrl({ app }: BenchServer): string {
  return `${app.replace("http", "ws")}/ws`
}

async function push(server: BenchServer, token: string, columnBytes: number): Promise<void> {
  const client = await connect(socketUrl(server), token)
  const array = { type: "bytes", data: { id: "0" } }
  const column = { type: "typed_array", array, dtype: "float64", order: "little" }
  const data = { type: "map", entries: [["x", column]] }
  const source = { type: "object", name: "ColumnDataSource", id: "src", attributes: { data } }
  const buffers = new Map([["0", new Uint8Array(columnBytes)]])
  await client.waitForReply(
    client.send("PUSH-DOC", { doc: { title: "", roots: [source] } }, buffers),
  )
  client.terminate()
}

async function pullMs(server: BenchServer, token: string): Promise<number> {
  const start = performance.now()
  const client = await connect(socketUrl(server), token)
  await client.request("PULL-DOC-REQ")
  const ms = performance.now() - start
  client.terminate()
  return ms
}
