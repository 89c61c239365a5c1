// The usual actions of visitors, each prepared and then counted.

import { openToken } from "../bokeh-client.ts"
import { type CountedWorker, Window } from "./counted.ts"
import type { Counts } from "./counts.ts"

const WINDOWS = 50
const MEMBERS = 10
/** The time in which a message is noted as delivered to everybody, and the sender's row of it is removed. */
const SETTLED_MS = 1200
const MOVES = 10
const POLL_MS = 50

/** Prepares an action, and counts its costs. */
export type Action = (worker: CountedWorker) => Promise<Counts>

export const ACTIONS = {
  page: (worker) => worker.during(() => openToken(`${worker.url}/temperature`)),

  "a session opened, and stored after a second": async (worker) => {
    const app = `${worker.url}/temperature`
    const token = await openToken(app)
    return worker.during(() => openStored(worker, app, token))
  },

  "ten moves of a slider": async (worker) => {
    const window = await openStored(worker, `${worker.url}/temperature`)
    await window.set("Slider", "value", 3)
    return worker.during(() => move(window))
  },

  "a move of a slider, seen in fifty windows": async (worker) => {
    const app = `${worker.url}/temperature`
    const token = await openToken(app)
    const first = await openStored(worker, app, token)
    const windows = [first, ...(await inTurn(WINDOWS - 1, () => Window.open(app, token)))]
    await windows[0]?.set("Slider", "value", 3)
    await seen(windows.slice(1))
    return worker.during(async () => {
      await windows[0]?.set("Slider", "value", 4)
      await seen(windows.slice(1))
    })
  },

  "ten rows streamed into a million": async (worker) => {
    const window = await openStored(worker, `${worker.url}/stream/1/1000000`)
    await window.tell("stream")
    return worker.during(() => window.tell("stream"))
  },

  "a message to ten members of a group": async (worker) => {
    const app = `${worker.url}/room/count${++rooms}`
    const windows = await inTurn(MEMBERS + 1, () => openStored(worker, app))
    const [one, ...others] = windows
    await one?.tell("say", "first")
    await seen(others)
    return worker.during(async () => {
      await one?.tell("say", "second")
      await seen(others)
    }, SETTLED_MS)
  },

  "ten messages of the moment to ten members of a group": async (worker) => {
    const app = `${worker.url}/room/now`
    const windows = await inTurn(MEMBERS + 1, () => openStored(worker, app))
    const [one, ...others] = windows
    await one?.tell("say", "first")
    await seen(others)
    const speak = async () => {
      for (let i = 0; i < MOVES; i++) {
        await one?.tell("now", `${i}`) // oxlint-disable-line no-await-in-loop -- one after another
        await Promise.all(others.map((other) => other.heard("now"))) // oxlint-disable-line no-await-in-loop
      }
    }
    // Earlier messages are settled in this time, with a row.
    const first = await worker.during(speak)
    return first.rowsWritten === 0 ? first : worker.during(speak)
  },

  "a stored session opened again": async (worker) => {
    const app = `${worker.url}/temperature`
    const token = await openToken(app)
    const window = await openStored(worker, app, token)
    await window.set("Slider", "value", 3)
    await worker.abort()
    return worker.during(() => Window.open(app, token))
  },

  "a copy published": async (worker) => {
    const window = await openStored(worker, `${worker.url}/text`)
    await window.tell("publish")
    await window.heard("published")
    return worker.during(async () => {
      await window.tell("publish")
      await window.heard("published")
    })
  },
} satisfies Readonly<Record<string, Action>>

/** A session is stored when a visitor stays for longer than a second, even if nothing has changed. */
export async function openStored(
  { counts }: CountedWorker,
  app: string,
  token?: string,
): Promise<Window> {
  const { rowsWritten } = await counts()
  const window = await Window.open(app, token)
  // oxlint-disable-next-line no-await-in-loop -- until it is stored
  while ((await counts()).rowsWritten === rowsWritten) await pause()
  return window
}

/** A drag of the given number of moves, as BokehJS reports it. @returns the seconds that it takes */
export async function pan(window: Window, moves: number): Promise<number> {
  const beganMs = performance.now()
  await plotEvent(window, "lodstart")
  for (let i = 1; i <= moves; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one message at a time
    await window.setAll("DataRange1d", { start: i, end: i + 2 })
  }
  await plotEvent(window, "rangesupdate", { x0: moves, x1: moves + 2, y0: 0, y1: 4 })
  return (performance.now() - beganMs) / 1000
}

function plotEvent(window: Window, name: string, of: object = {}): Promise<void> {
  const entries = Object.entries({ model: { id: window.idOf("Figure") }, ...of })
  const values = { type: "map", entries }
  return window.tell("bokeh_event", { type: "event", name, values })
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS))
}

/** Names that differ from those of an earlier try. */
let rooms = 0

async function move(window: Window): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- a visitor makes one after another
  for (let i = 0; i < MOVES; i++) await window.set("Slider", "value", 5 + i)
}

async function seen(windows: readonly Window[]): Promise<void> {
  await Promise.all(windows.map((window) => window.client.waitForMessage("PATCH-DOC")))
}

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  // oxlint-disable-next-line no-await-in-loop -- so that each run opens them in the same order
  for (let i = 0; i < count; i++) made.push(await make())
  return made
}
