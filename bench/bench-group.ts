// The members of a group, each with a window, on this server or on bare objects. They send messages and measure their
// delivery.

import { once } from "node:events"

import { WebSocket } from "ws"

import { packFrames } from "../src/protocol/packed-frames.ts"
import { openToken } from "../worker-tests/support/bokeh-client.ts"

/** The interval of one member's messages, since the server rejects more than 20 a second. */
const SENDER_MS = 60
const WARM_MS = 1000
/** The number of senders in a busy group. */
export const BUSY_SENDERS = 4
const OPENED_AT_ONCE = 20
const TIMEOUT_MS = 120_000

export type Open = (app: string, i: number) => Promise<Member>

export class BenchGroup {
  readonly #first: Member
  readonly #members: readonly Member[]

  private constructor(first: Member, others: readonly Member[]) {
    this.#first = first
    this.#members = [first, ...others]
  }

  static async join(app: string, size: number, open: Open): Promise<BenchGroup> {
    const members: Member[] = []
    for (let i = 0; i < size; i += OPENED_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPENED_AT_ONCE, size - i) }, (_, k) =>
        open(app, i + k),
      )
      members.push(...(await Promise.all(some)))
    }
    const [first, ...others] = members
    if (first === undefined) throw new Error("a group without members")
    await allJoined(first, others)
    return new BenchGroup(first, others)
  }

  get size(): number {
    return this.#members.length
  }

  /** Sends one message. @returns how long it takes to each other member, in ms */
  say(text: string): Promise<readonly number[]> {
    return spoken(this.#first, this.#members, text)
  }

  /** Some members send at the same time. Each sends its next message when all have received the last one. */
  async allSpeak(name: string, count: number): Promise<readonly number[]> {
    const senders = this.#members.slice(0, BUSY_SENDERS)
    const speaking = senders.map((one, i) =>
      speaks(one, this.#members, { name: `${name}${i}`, count }),
    )
    return (await Promise.all(speaking)).flat()
  }

  /** Sends messages until about the given number of deliveries is reached. */
  async warm(deliveries: number): Promise<void> {
    await this.allSpeak("w", deliveries / this.size / BUSY_SENDERS)
  }
}

/** Members join after their pages open, and do not get earlier messages. */
async function allJoined(first: Member, others: readonly Member[]): Promise<void> {
  const heard = others.map((one) => one.hears("warm"))
  let said = 0
  const timer = setInterval(() => first.say(`warm ${++said}`), WARM_MS)
  await Promise.all(heard)
  clearInterval(timer)
}

/** Sends one message after another, each when all have received the last one. */
async function speaks(
  sender: Member,
  members: readonly Member[],
  { name, count }: { readonly name: string; readonly count: number },
): Promise<readonly number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const pause = new Promise((resolve) => setTimeout(resolve, SENDER_MS))
    times.push(...(await spoken(sender, members, `${name}x${i}.`)))
    await pause
  }
  return times
}

async function spoken(
  sender: Member,
  members: readonly Member[],
  text: string,
): Promise<readonly number[]> {
  const start = performance.now()
  const heard = members.filter((one) => one !== sender).map((one) => one.hears(text))
  sender.say(text)
  return (await Promise.all(heard)).map((ms) => ms - start)
}

class Member {
  readonly socket: WebSocket
  readonly say: (text: string) => void
  readonly #waiting = new Map<string, (atMs: number) => void>()

  constructor(socket: WebSocket, say: (text: string) => void) {
    this.socket = socket
    this.say = say
    socket.on("message", (data: Buffer) => {
      for (const [text, resolve] of this.#waiting) {
        if (!data.includes(text)) continue
        this.#waiting.delete(text)
        resolve(performance.now())
      }
    })
  }

  hears(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited for '${text}'`)), TIMEOUT_MS)
      this.#waiting.set(text, (atMs) => {
        clearTimeout(timer)
        resolve(atMs)
      })
    })
  }
}

export async function openBare(app: string, i: number): Promise<Member> {
  const socket = new WebSocket(`${app.replace("http", "ws")}?${i}`)
  await once(socket, "open")
  return new Member(socket, (text) => socket.send(text))
}

/** A window, as one of the server's pages opens it: messages sent together are one websocket message, both ways. */
export async function openOurs(app: string): Promise<Member> {
  const url = `${app.replace("http", "ws")}/ws?bokeh-version=3.10.0&bokeh-packed=1`
  const socket = new WebSocket(url, ["bokeh", await openToken(app)])
  await once(socket, "open")
  const pulled = new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer) => {
      if (data.includes('"roots"')) resolve()
    })
  })
  sendMessage(socket, "0", "PULL-DOC-REQ", {})
  await pulled
  let lastMsgid = 0
  return new Member(socket, (text) => {
    const events = [{ kind: "MessageSent", msg_type: "say", msg_data: text }]
    sendMessage(socket, `${++lastMsgid}`, "PATCH-DOC", { events })
  })
}

function sendMessage(socket: WebSocket, msgid: string, msgtype: string, content: unknown): void {
  socket.send(packFrames([{ msgid, msgtype }, {}, content].map((part) => JSON.stringify(part))))
}
