// How long a message takes from one member of a group into the documents of all others, with sessions that are real:
// from the sender's keystroke on its socket to the patch on each other's.

import { once } from "node:events"

import { WebSocket } from "ws"

import { openToken } from "../worker-tests/support/bokeh-client.ts"
import type { AppUrl } from "./question.ts"
import { startOurs } from "./servers.ts"

const SIZES = [10, 100, 1000]
const MESSAGES = 20
const OPENED_AT_ONCE = 20
const TIMEOUT_MS = 60_000

/** Lines for the table. */
export async function groupLines(): Promise<readonly string[]> {
  const lines = ["group latency        sessions        p50        p99"]
  for (const size of SIZES) {
    const server = await startOurs("/chat/bench")
    try {
      const times = (await measure(server.app, size)).toSorted((a, b) => a - b)
      const at = (share: number) =>
        `${(times[Math.floor(times.length * share)] ?? NaN).toFixed(1)} ms`
      lines.push(
        `${"".padEnd(21)}${String(size).padStart(8)}${at(0.5).padStart(11)}${at(0.99).padStart(11)}`,
      )
    } finally {
      await server.stop()
    }
  }
  return lines
}

/** Milliseconds, one for each message and receiver. */
async function measure(app: AppUrl, size: number): Promise<readonly number[]> {
  const members: Member[] = []
  for (let i = 0; i < size; i += OPENED_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPENED_AT_ONCE, size - i) }, () => Member.open(app))
    members.push(...(await Promise.all(some)))
  }
  const [sender, ...others] = members
  if (sender === undefined) return []
  await spoken(sender, others, "warm") // all have joined when all hear it
  const times: number[] = []
  for (let i = 0; i < MESSAGES; i++) times.push(...(await spoken(sender, others, `n${i}n`)))
  for (const member of members) member.socket.terminate()
  return times
}

async function spoken(
  sender: Member,
  others: readonly Member[],
  text: string,
): Promise<readonly number[]> {
  const start = performance.now()
  const heard = others.map((other) => other.hears(text))
  sender.say(text)
  return (await Promise.all(heard)).map((at) => at - start)
}

class Member {
  readonly socket: WebSocket
  readonly #inputId: string
  #waiting: { readonly text: string; readonly resolve: (at: number) => void } | undefined
  #lastMsgid = 0

  private constructor(socket: WebSocket, inputId: string) {
    this.socket = socket
    this.#inputId = inputId
    socket.on("message", (data: Buffer) => {
      if (this.#waiting === undefined || !data.includes(this.#waiting.text)) return
      this.#waiting.resolve(performance.now())
      this.#waiting = undefined
    })
  }

  static async open(app: AppUrl): Promise<Member> {
    const socket = new WebSocket(`${app.replace("http", "ws")}/ws`, ["bokeh", await openToken(app)])
    await once(socket, "open")
    const pulled = new Promise<string>((resolve) => {
      socket.on("message", (data: Buffer) => {
        const id = /"name":"TextInput","id":"([^"]+)"/.exec(data.toString())?.[1]
        if (id !== undefined) resolve(id)
      })
    })
    sendMessage(socket, "0", "PULL-DOC-REQ", {})
    const member = new Member(socket, await pulled)
    return member
  }

  say(text: string): void {
    const model = { id: this.#inputId }
    const events = [{ kind: "ModelChanged", model, attr: "value", new: text }]
    sendMessage(this.socket, `${++this.#lastMsgid}`, "PATCH-DOC", { events })
  }

  hears(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited for '${text}'`)), TIMEOUT_MS)
      this.#waiting = {
        text,
        resolve: (at) => {
          clearTimeout(timer)
          resolve(at)
        },
      }
    })
  }
}

function sendMessage(socket: WebSocket, msgid: string, msgtype: string, content: unknown): void {
  for (const part of [{ msgid, msgtype }, {}, content]) socket.send(JSON.stringify(part))
}
