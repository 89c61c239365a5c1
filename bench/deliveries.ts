// How long a message takes from one member of a group to the windows of all others, quiet and busy, how many arrive in a second, and
// what a delivery costs; beside bare objects that do what can't be done without.

import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"

import { WebSocket } from "ws"

import { packFrames } from "../src/protocol/packed-frames.ts"
import { openToken } from "../worker-tests/support/bokeh-client.ts"
import { type BenchServer, startApp, startBareGroup } from "./servers.ts"

const SIZES = [10, 100, 1000]
/** Both servers in turns, since a machine is not as fast at all times: each figure is the middle one of these. */
const ROUNDS = 5
/** In a quiet group nothing of a message is left to do when the next is said. */
const PAUSE_MS = 100
const PAUSE_FOR_MEMBER_MS = 1
/** In a round, of each who speaks; a large group needs fewer, since each is heard by many. */
const MESSAGES = 20
const DELIVERIES = 5000
/** In which a message may be said by one member: the server refuses more than 20 a second. */
const SENDER_MS = 60
const WARM_MS = 1000
/** Before anything is measured: a few members alone would be measured while the code is being compiled. */
const WARM_DELIVERIES = 20_000
const BUSY_SENDERS = 4
const OPENED_AT_ONCE = 20
const TIMEOUT_MS = 120_000
/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10

interface Round {
  readonly quiet: readonly number[]
  readonly busy: readonly number[]
  readonly perSecond: number
  readonly cpuMs: number
}

type Figure = "quiet p50" | "quiet p99" | "busy p50" | "busy p99" | "a second" | "CPU of one"

const FIGURES: Readonly<Record<Figure, (round: Round) => number>> = {
  "quiet p50": ({ quiet }) => at(quiet, 0.5),
  "quiet p99": ({ quiet }) => at(quiet, 0.99),
  "busy p50": ({ busy }) => at(busy, 0.5),
  "busy p99": ({ busy }) => at(busy, 0.99),
  "a second": ({ perSecond }) => perSecond,
  "CPU of one": ({ cpuMs }) => cpuMs,
}

/** Lines for the table. */
export async function deliveryLines(sizes = SIZES): Promise<readonly string[]> {
  const lines = [
    "deliveries             members   quiet p50   quiet p99    busy p50    busy p99   a second  CPU of one",
  ]
  for (const size of sizes) {
    const { bare, ours } = await measure(size)
    const middle = (rounds: readonly Round[], figure: Figure) =>
      at(rounds.map(FIGURES[figure]), 0.5)
    lines.push(line("here", size, ours), line("bare objects", size, bare))
    const times = (figure: Figure) => (middle(ours, figure) / middle(bare, figure)).toFixed(1)
    lines.push(
      `  times the bare objects' p50, p99: quiet ${times("quiet p50")}, ${times("quiet p99")}, ` +
        `busy ${times("busy p50")}, ${times("busy p99")}; CPU ${times("CPU of one")}`,
    )
  }
  return lines
}

function line(name: string, size: number, rounds: readonly Round[]): string {
  const { "a second": perSecond, "CPU of one": cpuMs, ...times } = FIGURES
  const middle = (figure: (round: Round) => number) => at(rounds.map(figure), 0.5)
  const columns = Object.values(times).map((of) => `${middle(of).toFixed(1)} ms`.padStart(12))
  const rate = `${Math.round(middle(perSecond))}`.padStart(11)
  return `${`  ${name}`.padEnd(23)}${`${size}`.padStart(7)}${columns.join("")}${rate}${`${middle(cpuMs).toFixed(2)} ms`.padStart(12)}`
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? NaN
}

interface Rounds {
  readonly ours: readonly Round[]
  readonly bare: readonly Round[]
}

async function measure(size: number): Promise<Rounds> {
  return withServer(startBareGroup(), (bare) =>
    withServer(startApp("bench/deliveries-app.ts", "/room"), (ours) => inTurns(size, ours, bare)),
  )
}

async function withServer<T>(
  starting: Promise<BenchServer>,
  use: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const server = await starting
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

async function inTurns(size: number, ours: BenchServer, bare: BenchServer): Promise<Rounds> {
  const group = await BenchGroup.join(ours, size, openOurs)
  const bareGroup = await BenchGroup.join(bare, size, openBare)
  const rounds = { ours: new Array<Round>(), bare: new Array<Round>() }
  for (let i = 0; i < ROUNDS; i++) {
    rounds.ours.push(await group.round(`${i}`))
    rounds.bare.push(await bareGroup.round(`${i}`))
  }
  return rounds
}

type Open = (app: string, i: number) => Promise<Member>

/** The members of a group, on one of the servers. */
class BenchGroup {
  readonly #server: BenchServer
  readonly #first: Member
  readonly #members: readonly Member[]

  private constructor(server: BenchServer, first: Member, others: readonly Member[]) {
    this.#server = server
    this.#first = first
    this.#members = [first, ...others]
  }

  static async join(server: BenchServer, size: number, open: Open): Promise<BenchGroup> {
    const members: Member[] = []
    for (let i = 0; i < size; i += OPENED_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPENED_AT_ONCE, size - i) }, (_, k) =>
        open(server.app, i + k),
      )
      members.push(...(await Promise.all(some)))
    }
    const [first, ...others] = members
    if (first === undefined) throw new Error("a group without members")
    await allJoined(first, others)
    const group = new BenchGroup(server, first, others)
    await group.#allSpeak("w", WARM_DELIVERIES / size / BUSY_SENDERS)
    return group
  }

  async round(name: string): Promise<Round> {
    const quiet = await this.#oneByOne(`q${name}`)
    const [startMs, startCpuMs] = [performance.now(), cpuMsOf(this.#server.pid)]
    const busy = (await this.#allSpeak(`b${name}`, this.#count)).flat()
    const perSecond = (busy.length * 1000) / (performance.now() - startMs)
    await this.#pause()
    const cpuMs = (cpuMsOf(this.#server.pid) - startCpuMs) / busy.length
    return { quiet, busy, perSecond, cpuMs }
  }

  get #count(): number {
    return Math.min(MESSAGES, Math.ceil(DELIVERIES / this.#members.length))
  }

  #pause(): Promise<void> {
    const ms = PAUSE_MS + PAUSE_FOR_MEMBER_MS * this.#members.length
    return new Promise((resolve) => setTimeout(resolve, ms))
  }

  async #oneByOne(name: string): Promise<readonly number[]> {
    const times: number[] = []
    for (let i = 0; i < this.#count; i++) {
      await this.#pause()
      times.push(...(await spoken(this.#first, this.#members, `${name}x${i}.`)))
    }
    return times
  }

  #allSpeak(name: string, count: number): Promise<readonly (readonly number[])[]> {
    const senders = this.#members.slice(0, BUSY_SENDERS)
    return Promise.all(
      senders.map((one, i) => speaks(one, this.#members, { name: `${name}${i}`, count })),
    )
  }
}

/** They join behind their pages: what is said before is not for them. */
async function allJoined(first: Member, others: readonly Member[]): Promise<void> {
  const heard = others.map((one) => one.hears("warm"))
  let said = 0
  const timer = setInterval(() => first.say(`warm ${++said}`), WARM_MS)
  await Promise.all(heard)
  clearInterval(timer)
}

/** One message after the other, each when all have heard the last. */
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

/** User's and system's time of the server's processes, which are one group. */
function cpuMsOf(group: number): number {
  const stats = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? statOf(name) : []))
  const ofServer = stats.filter((fields) => Number(fields[2]) === group)
  const ticks = ofServer.map((fields) => Number(fields[11]) + Number(fields[12]))
  return ticks.reduce((a, b) => a + b, 0) * TICK_MS
}

/** From its state on; nothing of one that has ended meanwhile. */
function statOf(pid: string): readonly (readonly string[])[] {
  try {
    return [readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []]
  } catch {
    return []
  }
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

async function openBare(app: string, i: number): Promise<Member> {
  const socket = new WebSocket(`${app.replace("http", "ws")}?${i}`)
  await once(socket, "open")
  return new Member(socket, (text) => socket.send(text))
}

/** A window, as a page of ours opens it: what is said at once is one websocket message, both ways. */
async function openOurs(app: string): Promise<Member> {
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
