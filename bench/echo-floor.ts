// The floor under a slider's move: a bare echo with one insert through a Durable Object; alone, and 50 at a time.

import { once } from "node:events"

import { WebSocket } from "ws"

import { type AppUrl, median, ratePerSecond } from "./question.ts"

const ECHOES_PER_SECOND = 100
const SOCKETS = 50

export interface Floor {
  readonly ms: number
  readonly perSecond: number
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
  return { ms: median(times), perSecond }
}

/** Each to an object of its own. */
async function open(app: AppUrl, i: number): Promise<WebSocket> {
  const socket = new WebSocket(`${app.replace("http", "ws")}?${i}`)
  await once(socket, "open")
  return socket
}

async function echo(socket: WebSocket): Promise<number> {
  const start = performance.now()
  socket.send("header\nmetadata\ncontent")
  await once(socket, "message")
  return performance.now() - start
}
