// The JavaScript memory of sessions in workerd after a garbage collection: the memory of live sessions beyond their
// documents, and whether quiet sessions leave memory while their sockets are open. workerd frees the memory of an evicted
// object, even a bare one, only when that object wakes, so the heap is measured then.

import { once } from "node:events"
import { setTimeout as after } from "node:timers/promises"

import { WebSocket } from "ws"

import { buildWorker } from "../scripts/build.ts"
import { type BokehClient } from "../worker-tests/support/bokeh-client.ts"
import { freePort } from "./free-port.ts"
import { restartable } from "./servers.ts"
import { openSession } from "./sessions-opened.ts"

const SESSIONS = 100
/** Sessions opened before the measurement, so that V8's compiled code is not counted. */
const WARM_UP = 50
/** An object leaves memory after ten quiet seconds. */
const ASLEEP_MS = 20_000
const COLLECTING_MS = 1000
const LIVE_BUDGET = 50_000

/** One line for live sessions, and one for sleeping sessions. */
export async function memoryLines(): Promise<readonly string[]> {
  const inspector = `127.0.0.1:${await freePort()}`
  const build = (folder: string): void => buildWorker(folder, "bench/memory-app.ts")
  const { start, remove } = restartable("/live", build, [`--inspector-addr=${inspector}`])
  const server = await start()
  const heap = await Heap.of(inspector)
  const origin = new URL(server.app).origin
  await openAll(`${origin}/live`, WARM_UP)
  await openAll(`${origin}/asleep`, 1)
  await (await fetch(`${origin}/documents/${WARM_UP}`)).text()
  const before = await heap.usedBytes()
  const live = await openAll(`${origin}/live`, SESSIONS)
  const withLive = await heap.usedBytes()
  await (await fetch(`${origin}/documents/${SESSIONS}`)).text()
  const withDocuments = await heap.usedBytes()
  const asleep = await openAll(`${origin}/asleep`, SESSIONS)
  await after(ASLEEP_MS)
  const builtBefore = await builtAt(origin)
  for (const client of asleep) await client.request("PULL-DOC-REQ") // oxlint-disable-line no-await-in-loop -- one after another
  const hadLeft = (await builtAt(origin)) - builtBefore
  const awakeAgain = (await heap.usedBytes()) - withDocuments
  const beyond = (withLive - before - (withDocuments - withLive)) / SESSIONS
  for (const client of [...live, ...asleep]) client.terminate()
  await server.stop()
  remove()
  return [
    `  memory of a live session beyond its document: ${kilobytes(beyond)}, budget ${kilobytes(LIVE_BUDGET)} ${beyond <= LIVE_BUDGET ? "kept" : "MISSED"}` +
      ` (the document alone: ${kilobytes((withDocuments - withLive) / SESSIONS)})`,
    `  sessions that had left memory after ten quiet seconds, with their sockets open: ${hadLeft} of ${SESSIONS};` +
      ` one that has come back takes ${kilobytes(awakeAgain / SESSIONS)}, as before: nothing was kept`,
  ]
}

/** The number of documents built so far. A session that wakes builds its document again. */
async function builtAt(origin: string): Promise<number> {
  return Number(await (await fetch(`${origin}/built`)).text())
}

async function openAll(app: string, count: number): Promise<readonly BokehClient[]> {
  const clients: BokehClient[] = []
  for (let i = 0; i < count; i++) {
    const { client } = await openSession(app) // oxlint-disable-line no-await-in-loop -- one after another
    clients.push(client)
  }
  return clients
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}

/** The heap of the Worker's isolate, as the inspector reports it. */
class Heap {
  readonly #socket: WebSocket
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  static async of(inspector: string): Promise<Heap> {
    const response = await fetch(`http://${inspector}/json`)
    const [target] = await response.json<readonly { readonly webSocketDebuggerUrl: string }[]>()
    if (target === undefined) throw new Error("the inspector knows no Worker")
    const socket = new WebSocket(target.webSocketDebuggerUrl)
    await once(socket, "open")
    return new Heap(socket)
  }

  /** The memory left when garbage collection frees nothing more. workerd collects on request, without an answer. */
  async usedBytes(): Promise<number> {
    for (let last = Infinity; ;) {
      this.#send("HeapProfiler.collectGarbage")
      await after(COLLECTING_MS) // oxlint-disable-line no-await-in-loop -- until nothing more is freed
      const { usedSize = NaN } = await this.#ask("Runtime.getHeapUsage") // oxlint-disable-line no-await-in-loop -- the same
      if (!(usedSize < last)) return last
      last = usedSize
    }
  }

  #send(method: string): number {
    const id = ++this.#lastId
    this.#socket.send(JSON.stringify({ id, method }))
    return id
  }

  async #ask(method: string): Promise<{ readonly usedSize?: number }> {
    const id = this.#send(method)
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- until it is the answer
      const [data] = (await once(this.#socket, "message")) as [Buffer]
      const answer = JSON.parse(data.toString()) as {
        readonly id?: number
        readonly result?: { readonly usedSize?: number }
      }
      if (answer.id === id) return answer.result ?? {}
    }
  }
}
