// The number of a session's sockets that receive a small change in a second, beside a bare loop over as many sockets in the
// same runtime, which sends the same frames.

import { once } from "node:events"

import { WebSocket } from "ws"

import { openToken } from "../worker-tests/support/bokeh-client.ts"
import { median } from "./question.ts"
import { type BenchServer, startApp, startEcho } from "./servers.ts"
import { openSession } from "./sessions-opened.ts"
import { sliderId } from "./slider-move.ts"

const SOCKETS = 1000
const OPENED_AT_ONCE = 50
const CHANGES = 20
const ROUNDS = 3
const BUDGET = 0.8

/** One line. */
export async function fanOutLines(): Promise<readonly string[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await oursPerSecond())
    bare.push(await barePerSecond())
  }
  const share = median(ours) / median(bare)
  const verdict = share >= BUDGET ? "kept" : "MISSED"
  return [
    `  a change to ${SOCKETS} sockets of a session: ${Math.round(median(ours))}/s, a bare loop ${Math.round(median(bare))}/s; ` +
      `${Math.round(share * 100)} %, budget ${BUDGET * 100} % ${verdict}`,
  ]
}

async function oursPerSecond(): Promise<number> {
  const server = await startApp("bench/fan-out-app.ts", "/crowd")
  const { client, doc } = await openSession(server.app)
  await client.close()
  const url = `${server.app.replace("http", "ws")}/ws`
  const sockets = await openAll(url, ["bokeh", await openToken(server.app)])
  return deliveriesPerSecond(server, sockets, sliderId(doc))
}

async function barePerSecond(): Promise<number> {
  const server = await startEcho()
  const sockets = await openAll(`${server.app.replace("http", "ws")}all`, [])
  return deliveriesPerSecond(server, sockets, "p1000")
}

async function openAll(url: string, protocols: readonly string[]): Promise<readonly WebSocket[]> {
  const sockets: WebSocket[] = []
  while (sockets.length < SOCKETS) {
    const some = Array.from({ length: OPENED_AT_ONCE }, () => new WebSocket(url, [...protocols]))
    await Promise.all(some.map((socket) => once(socket, "open")))
    for (const socket of some) socket.on("close", refused)
    sockets.push(...some)
  }
  return sockets
}

/** Fails if a socket closes, since the others would wait for it forever. */
function refused(code: number, reason: Buffer): never {
  throw new Error(`a socket was closed with ${code} '${reason.toString()}'`)
}

async function deliveriesPerSecond(
  server: BenchServer,
  [sender, ...others]: readonly WebSocket[],
  id: string,
): Promise<number> {
  const send = async (text: string): Promise<void> => {
    const heard = others.map((socket) => hears(socket, text))
    const event = { kind: "ModelChanged", model: { id }, attr: "title", new: text }
    for (const part of [{ msgid: text, msgtype: "PATCH-DOC" }, {}, { events: [event] }]) {
      sender?.send(JSON.stringify(part))
    }
    await Promise.all(heard)
  }
  await send("warm")
  const start = performance.now()
  for (let i = 0; i < CHANGES; i++) await send(`n${i}n`)
  const seconds = (performance.now() - start) / 1000
  for (const socket of [sender, ...others]) socket?.off("close", refused).terminate()
  await server.stop()
  return (CHANGES * others.length) / seconds
}

/** The last frame of a message has the text. */
function hears(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    const listen = (data: Buffer): void => {
      if (!data.includes(`"${text}"`) || !data.includes("events")) return
      socket.off("message", listen)
      resolve()
    }
    socket.on("message", listen)
  })
}
