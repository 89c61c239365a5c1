// The cost of storing and waking a session whose handler builds a large document, in this version and in others:
// `node bench/stored.ts [FOLDER OF ANOTHER VERSION ...]`. The server runs in plain workerd, and is killed before each wake.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join, resolve } from "node:path"

import { build } from "esbuild"

import { type BokehClient, connect, openToken } from "../worker-tests/support/bokeh-client.ts"
import { median } from "./question.ts"
import { type BenchServer, restartable } from "./servers.ts"
import { socketUrl } from "./wake.ts"

const ROOT = join(import.meta.dirname, "..")
const ROUNDS = 3
const CHANGES = 1000
const TEXT = "x".repeat(100_000)

for (const tree of [ROOT, ...process.argv.slice(2)]) {
  process.stdout.write(`${basename(resolve(tree))}\n`)
  for (const line of await linesOf(resolve(tree))) process.stdout.write(`  ${line}\n`)
}

async function linesOf(tree: string): Promise<readonly string[]> {
  const bundled = await bundle(tree)
  const lines: string[] = []
  for (const mb of [1, 50]) {
    const server = restartable(`/big/${mb}`, (folder) => {
      mkdirSync(folder)
      writeFileSync(join(folder, "index.js"), bundled)
    })
    const [killedMs, awakeMs] = await wakeMs(server)
    lines.push(
      `a wake with ${mb} MB: ${killedMs.toFixed(1)} ms until a change is answered; ` +
        `${awakeMs.toFixed(1)} ms when it is awake already`,
    )
    if (mb === 50) lines.push(...(await writtenLines(server)))
    server.remove()
  }
  return lines
}

type Restartable = ReturnType<typeof restartable>

/** The benchmark's app with the server in the folder. */
async function bundle(tree: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "bench/stored-app.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    alias: { "bokeh-edge": join(tree, "src/api.ts") },
    nodePaths: [join(tree, "node_modules")],
  })
  return outputFiles[0]?.text ?? ""
}

/** The time until a change is answered, after the server was killed, and while the session is awake. */
async function wakeMs({ start }: Restartable): Promise<readonly [killed: number, awake: number]> {
  let server = await start()
  const token = await openToken(server.app)
  const client = await connect(socketUrl(server), token)
  const ids = await idsOf(client)
  await setValue(client, ids, 1) // this stores the session
  client.terminate()
  const [times, warmTimes]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    await server.stop()
    server = await start()
    const small = { ...server, app: server.app.replace(/\d+$/, "0") }
    await idsOf(await connect(socketUrl(small), await openToken(small.app))) // warms the process up
    times.push(await changeMs(server, token, ids))
    warmTimes.push(await changeMs(server, token, ids))
  }
  await server.stop()
  return [median(times), median(warmTimes)]
}

async function changeMs(server: BenchServer, token: string, ids: Ids): Promise<number> {
  const startMs = performance.now()
  const client = await connect(socketUrl(server), token)
  await setValue(client, ids, startMs % 1000)
  const ms = performance.now() - startMs
  client.terminate()
  return ms
}

async function writtenLines({ start }: Restartable): Promise<readonly string[]> {
  const server = await start()
  const client = await connect(socketUrl(server), await openToken(server.app))
  const ids = await idsOf(client)
  const first = await written(server, () => setValue(client, ids, 1))
  const small = await written(server, async () => {
    for (let i = 0; i < CHANGES; i++) await setValue(client, ids, i + 2)
  })
  const large = await written(server, async () => {
    for (let i = 0; i < CHANGES; i++) await set(client, ids.text, "text", `${i} ${TEXT}`)
  })
  client.terminate()
  await server.stop()
  return [
    `50 MB, its first change: ${first} MB written`,
    `50 MB, ${CHANGES} moves of a slider: ${small} MB written`,
    `50 MB, ${CHANGES} texts of 100 KB: ${large} MB written`,
  ]
}

/** The megabytes that the process passes to the system for writing, including sockets. */
async function written({ pid }: BenchServer, action: () => Promise<void>): Promise<string> {
  const before = bytesWritten(pid)
  await action()
  return ((bytesWritten(pid) - before) / 1e6).toFixed(1)
}

/** The bytes written by the server and its child processes. */
function bytesWritten(group: number): number {
  const pids = readdirSync("/proc").filter((name) => groupOf(name) === group)
  const texts = pids.map((pid) => readFileSync(`/proc/${pid}/io`, "utf8"))
  return texts.reduce((sum, text) => sum + Number(/^wchar: (\d+)/m.exec(text)?.[1]), 0)
}

function groupOf(pid: string): number | undefined {
  try {
    const [, group] = /\) \S \d+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? []
    return group === undefined ? undefined : Number(group)
  } catch {
    return undefined // no process, or one that has ended
  }
}

interface Ids {
  readonly slider: string
  readonly text: string
}

async function idsOf(client: BokehClient): Promise<Ids> {
  const doc = JSON.stringify((await client.request("PULL-DOC-REQ")).content)
  const idOf = (name: string) =>
    new RegExp(`"id":"([^"]+)","attributes":\\{"name":"${name}"`).exec(doc)?.[1] ?? ""
  return { slider: idOf("slider"), text: idOf("text") }
}

function setValue(client: BokehClient, { slider }: Ids, value: number): Promise<void> {
  return set(client, slider, "value", value)
}

async function set(client: BokehClient, id: string, attr: string, value: unknown): Promise<void> {
  const events = [{ kind: "ModelChanged", model: { id }, attr, new: value }]
  const { header } = await client.request("PATCH-DOC", { events })
  if (header.msgtype !== "OK") throw new Error(`a change was answered with ${header.msgtype}`)
}
