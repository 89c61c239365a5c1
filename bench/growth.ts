// npm run bench growth: how the cost of an action grows with the amount of data, as an exponent: 0 is constant, 1 is linear,
// 2 is quadratic. The counts of the real runtime are the same on any machine. The time, and the memory of the runtime after
// the action, are not.

import { openToken } from "../worker-tests/support/bokeh-client.ts"
import {
  type CountedWorker,
  startCounted,
  Window,
} from "../worker-tests/support/counting/counted.ts"
import type { Count, Counts } from "../worker-tests/support/counting/counts.ts"
import { childrensBytes } from "./cpu-time.ts"

interface Dimension {
  readonly sizes: readonly number[]
  /** The counts that are reported. */
  readonly counts: readonly Count[]
  readonly measure: (worker: CountedWorker, size: number) => Promise<Counts>
}

const MOVED: readonly Count[] = [
  "statements",
  "rowsRead",
  "rowsWritten",
  "bytesWritten",
  "bytesOut",
]

const DIMENSIONS: Readonly<Record<string, Dimension>> = {
  "a slider's move, in models of the document": {
    sizes: [10, 100, 1000],
    counts: MOVED,
    measure: async (worker, size) => {
      const window = await Window.open(`${worker.url}/models/${size}`)
      await window.set("Slider", "value", 1)
      return worker.during(() => window.set("Slider", "value", 2))
    },
  },
  "ten rows streamed, in rows that are there": {
    sizes: [1000, 30_000, 1_000_000],
    counts: MOVED,
    measure: async (worker, size) => {
      const window = await Window.open(`${worker.url}/stream/1/${size}`)
      await window.tell("stream")
      return worker.during(() => window.tell("stream"))
    },
  },
  "ten rows streamed, in columns": {
    sizes: [4, 20, 100],
    counts: MOVED,
    measure: async (worker, size) => {
      const window = await Window.open(`${worker.url}/stream/${size}/100`)
      await window.tell("stream")
      return worker.during(() => window.tell("stream"))
    },
  },
  "a move, in windows on the session": {
    sizes: [10, 100, 1000],
    counts: ["messagesOut", ...MOVED],
    measure: async (worker, size) => {
      const app = `${worker.url}/models/3`
      const token = await openToken(app)
      const [first, ...others] = await inTurn(size, () => Window.open(app, token))
      await first?.set("Slider", "value", 1)
      await seen(others)
      return worker.during(async () => {
        await first?.set("Slider", "value", 2)
        await seen(others)
      })
    },
  },
  "a message, in members of the group": {
    sizes: [5, 25, 125],
    counts: ["calls", "messagesOut", ...MOVED],
    measure: async (worker, size) => {
      const app = `${worker.url}/room/${size}`
      const [first, ...others] = await inTurn(size, () => Window.open(app))
      await first?.tell("say", "first")
      await seen(others)
      return worker.during(async () => {
        await first?.tell("say", "second")
        await seen(others)
      })
    },
  },
  "a string set, in its bytes": {
    sizes: [1000, 10_000, 100_000],
    counts: MOVED,
    measure: async (worker, size) => {
      const window = await Window.open(`${worker.url}/text`)
      await window.set("Div", "text", "x")
      return worker.during(() => window.set("Div", "text", "y".repeat(size)))
    },
  },
  "a session opened again, in moves since": {
    sizes: [10, 100, 1000],
    counts: ["statements", "rowsRead", "bytesOut"],
    measure: async (worker, size) => {
      const app = `${worker.url}/models/3`
      const token = await openToken(app)
      const window = await Window.open(app, token)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      for (let i = 0; i < size; i++) await window.set("Slider", "value", i + 1)
      await worker.abort()
      return worker.during(() => Window.open(app, token))
    },
  },
  "a copy published, in copies that are there": {
    sizes: [1, 5, 25],
    counts: MOVED,
    measure: async (worker, size) => {
      const window = await Window.open(`${worker.url}/text`)
      await inTurn(size, () => publish(window))
      return worker.during(() => publish(window))
    },
  },
}

interface Measured {
  readonly counts: Counts
  readonly ms: number
  readonly megabytes: number
}

/** A line for each count of each dimension, and for its times and memory. */
export async function growthLines(): Promise<readonly string[]> {
  const worker = await startCounted()
  const lines: string[] = []
  for (const [name, dimension] of Object.entries(DIMENSIONS)) {
    const measured: Measured[] = []
    // oxlint-disable-next-line no-await-in-loop -- all are counted together
    for (const size of dimension.sizes) measured.push(await measure(worker, dimension, size))
    lines.push(`  ${name} (${dimension.sizes.join(", ")}):`)
    const lineOf = (what: string, valueOf: (one: Measured) => number): string =>
      growthLine(what, dimension.sizes, measured.map(valueOf))
    for (const count of dimension.counts) lines.push(lineOf(count, ({ counts }) => counts[count]))
    lines.push(lineOf("ms", ({ ms }) => ms))
    lines.push(lineOf("MB of memory", ({ megabytes }) => megabytes))
  }
  await worker.stop()
  return lines
}

async function measure(
  worker: CountedWorker,
  dimension: Dimension,
  size: number,
): Promise<Measured> {
  let ms = 0
  const during: CountedWorker["during"] = (action) =>
    worker.during(async () => {
      const startMs = performance.now()
      await action()
      ms = round(performance.now() - startMs)
    })
  const counts = await dimension.measure({ ...worker, during }, size)
  return { counts, ms, megabytes: round(childrensBytes(process.pid) / 1e6) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function growthLine(what: string, sizes: readonly number[], values: readonly number[]): string {
  const exponents = values.slice(1).map((value, i) => {
    const times = (sizes[i + 1] ?? NaN) / (sizes[i] ?? NaN)
    const more = Math.max(value, 1) / Math.max(values[i] ?? NaN, 1)
    return (Math.log(more) / Math.log(times)).toFixed(2)
  })
  return `    ${what.padEnd(13)} ${values.join(", ").padEnd(28)} exponents ${exponents.join(", ")}`
}

async function publish(window: Window): Promise<void> {
  await window.tell("publish")
  await window.heard("published")
}

async function seen(windows: readonly Window[]): Promise<void> {
  await Promise.all(windows.map((window) => window.client.waitForMessage("PATCH-DOC")))
}

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  // oxlint-disable-next-line no-await-in-loop -- one after another
  for (let i = 0; i < count; i++) made.push(await make())
  return made
}
