// The floor under sliderMove: a bare echo with one insert through a Durable Object, the median of many.

import { once } from "node:events"

import { WebSocket } from "ws"

import { type AppUrl, median } from "./question.ts"

const ECHOES = 500

export async function measureEcho(app: AppUrl): Promise<number> {
  const socket = new WebSocket(app.replace("http", "ws"))
  await once(socket, "open")
  const times: number[] = []
  for (let i = 0; i < ECHOES; i++) {
    const start = performance.now()
    for (const frame of ["header", "metadata", "content"]) socket.send(frame)
    await once(socket, "message")
    times.push(performance.now() - start)
  }
  socket.terminate()
  return median(times)
}
