// The lower bounds: for a slider's move, a bare echo with one insert through a Durable Object, alone and 50 at a time; for
// opening a session, a page and a new object.

import { once } from "node:events"

import { WebSocket } from "ws"

import { pageRequests } from "./page-requests.ts"
import { type AppUrl, median, ratePerSecond } from "./question.ts"

const ECHOES_PER_SECOND = 100
const SOCKETS = 50
/** The same number as the servers' sessions. */
const OPENED_AT_A_TIME = 16

export interface Floor {
  readonly ms: number
  readonly perSecond: number
  /** Pages with three HMACs. */
  readonly pagesPerSecond: number
  /** The same, each with a socket to a new object that sends a document. */
  readonly openedPerSecond: number
}

export async function measureFloor(app: AppUrl, seconds: number): Promise<Floor> {
  const first = await open(app, 0)
  const times: number[] = []
  for (let i = 0; i < seconds * ECHOES_PER_SECOND; i++) times.push(await echo(first))
  first.terminate()
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, (_, i) => open(app, i + 1)))
  const perSecond = await ratePerSecond(seconds, SOCKETS, async (worker) => {
    const socket = sockets[worker]
    if (socket !== undefined) await echo(socket)
  })
  for (const socket of sockets) socket.terminate()
  let opened = 0
  const openedPerSecond = await ratePerSecond(seconds, OPENED_AT_A_TIME, () =>
    openNew(app, ++opened),
  )
  const pagesPerSecond = await pageRequests.measure(`${app}page`, seconds)
  return { ms: median(times), perSecond, openedPerSecond, pagesPerSecond }
}

/** Each socket to a separate object. */
async function open(app: AppUrl, i: number): Promise<WebSocket> {
  const socket = new WebSocket(`${app.replace("http", "ws")}?${i}`)
  await once(socket, "open")
  return socket
}

/** The necessary work to open a session: its page, its socket, and the requested document. */
async function openNew(app: AppUrl, i: number): Promise<void> {
  await (await fetch(`${app}page`)).text()
  const socket = new WebSocket(`${app.replace("http", "ws")}open?new-${i}`)
  await once(socket, "open")
  socket.send("header\nmetadata\ncontent")
  await once(socket, "message")
  socket.terminate()
}

async function echo(socket: WebSocket): Promise<number> {
  const start = performance.now()
  socket.send("header\nmetadata\ncontent")
  await once(socket, "message")
  return performance.now() - start
}
