// Objects leave memory while idle in the real runtime, after ten seconds without timers or messages.

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { type BokehClient, connect, openToken } from "../support/bokeh-client.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

const IDLE_MS = 15_000
/** The number of ticks in that time, at one every 200 ms. */
const TICKS_ASLEEP = IDLE_MS / 200

let worker: RunningWorker
beforeAll(async () => {
  worker = await startWorker({ entry: "worker-tests/support/shared-app.ts" })
})
afterAll(() => worker.stop())

async function openSession(path: string): Promise<() => Promise<BokehClient>> {
  const token = await openToken(`${worker.url}${path}`)
  return () => connect(`${worker.url.replace("http", "ws")}${path}/ws`, token)
}

/** The number in the text of a Div, in the document that the client pulls. */
async function textOf(client: BokehClient, name: string): Promise<number> {
  const { content } = await client.request("PULL-DOC-REQ")
  const [, text] =
    new RegExp(`"name":"${name}","text":"(\\d+)"`).exec(JSON.stringify(content)) ?? []
  return Number(text)
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * The number of the object's wakes, read after at least one quiet time in which it could leave memory. An alarm that
 * happens to run in that time restarts the runtime's ten seconds, so the quiet times get longer.
 */
async function wakesAfterQuiet(read: () => Promise<number>, quietMs: number): Promise<number> {
  for (const factor of [1, 2, 3]) {
    await wait(quietMs * factor)
    const wakes = await read()
    if (wakes > 0) {
      return wakes
    }
  }
  return 0
}

describe.concurrent("a session's object", () => {
  it("leaves memory while its socket is idle, and not while messages arrive", async () => {
    const client = await (await openSession("/idle"))()
    expect(await textOf(client, "wakes")).toBe(0)
    for (let i = 0; i < 5; i++) {
      await wait(3000)
      expect(await textOf(client, "wakes")).toBe(0)
    }
    expect(await wakesAfterQuiet(() => textOf(client, "wakes"), IDLE_MS)).toBe(1)
    client.terminate()
  })

  it("[S15] leaves memory while a page pings, since the runtime answers without a wake", async () => {
    const client = await (await openSession("/idle"))()
    expect(await textOf(client, "wakes")).toBe(0)
    const pings = setInterval(() => void client.ping(), 3000)
    try {
      expect(await wakesAfterQuiet(() => textOf(client, "wakes"), IDLE_MS)).toBe(1)
      await client.ping()
    } finally {
      clearInterval(pings)
      client.terminate()
    }
  })

  it("[S22] stays in memory for its route's time while a socket is open", async () => {
    const client = await (await openSession("/awake"))()
    await textOf(client, "wakes")
    await wait(13_000)
    expect(await textOf(client, "wakes")).toBe(0)
    expect(await wakesAfterQuiet(() => textOf(client, "wakes"), IDLE_MS + 20_000)).toBe(1)
    client.terminate()
  }, 1_200_000)

  it("stays in memory while a fast periodic callback runs for a window, and leaves memory when all windows are closed", async () => {
    const join = await openSession("/ticking")
    const first = await join()
    await textOf(first, "wakes")
    await wait(IDLE_MS)
    expect(await textOf(first, "wakes")).toBe(0)
    let before = 0
    // oxlint-disable-next-line no-await-in-loop -- a busy machine needs longer for so many
    while (before <= 50) before = await textOf(first, "ticks")
    await first.close()
    const wakes = await wakesAfterQuiet(async () => {
      const second = await join()
      const ticksNow = await textOf(second, "ticks")
      expect(ticksNow, "it ticks for who looks, not in between").toBeLessThan(before + TICKS_ASLEEP)
      before = ticksNow
      const count = await textOf(second, "wakes")
      await second.close()
      return count
    }, IDLE_MS)
    expect(wakes).toBe(1)
  })
})
