// The time of a message from one member of a group to the windows of all others, quiet and busy, the number of deliveries in
// a second, and the cost of a delivery, beside bare objects that do only the necessary work.

import { readdirSync, readFileSync } from "node:fs"

import { BenchGroup, openBare, openOurs } from "./bench-group.ts"
import { rowsLine } from "./delivery-rows.ts"
import { type BenchServer, startApp, startBareGroup } from "./servers.ts"

const SIZES = [10, 100, 1000]
/** Both servers take turns, since a machine's speed varies. Each figure is the median of the rounds. */
const ROUNDS = 5
/** In a quiet group all work of a message is done before the next one is sent. */
const PAUSE_MS = 100
const PAUSE_FOR_MEMBER_MS = 1
/** Messages of each sender in a round. A large group needs fewer, since each message has many receivers. */
const MESSAGES = 20
const DELIVERIES = 5000
/** Deliveries before the measurement, so that the first groups are not measured while code is being compiled. */
const WARM_DELIVERIES = 20_000
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
      await rowsLine(size),
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
  const group = await BenchGroup.join(ours.app, size, openOurs)
  const bareGroup = await BenchGroup.join(bare.app, size, openBare)
  for (const one of [group, bareGroup]) await one.warm(WARM_DELIVERIES)
  const rounds = { ours: new Array<Round>(), bare: new Array<Round>() }
  for (let i = 0; i < ROUNDS; i++) {
    rounds.ours.push(await round(ours, group, `${i}`))
    rounds.bare.push(await round(bare, bareGroup, `${i}`))
  }
  return rounds
}

async function round({ pid }: BenchServer, group: BenchGroup, name: string): Promise<Round> {
  const count = Math.min(MESSAGES, Math.ceil(DELIVERIES / group.size))
  const pause = () =>
    new Promise((resolve) => setTimeout(resolve, PAUSE_MS + PAUSE_FOR_MEMBER_MS * group.size))
  const quiet: number[] = []
  for (let i = 0; i < count; i++) {
    await pause()
    quiet.push(...(await group.say(`q${name}x${i}.`)))
  }
  const [startMs, startCpuMs] = [performance.now(), cpuMsOf(pid)]
  const busy = await group.allSpeak(`b${name}`, count)
  const perSecond = (busy.length * 1000) / (performance.now() - startMs)
  await pause()
  return { quiet, busy, perSecond, cpuMs: (cpuMsOf(pid) - startCpuMs) / busy.length }
}

/** The user and system time of the server's processes, which are one process group. */
function cpuMsOf(group: number): number {
  const stats = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? statOf(name) : []))
  const ofServer = stats.filter((fields) => Number(fields[2]) === group)
  const ticks = ofServer.map((fields) => Number(fields[11]) + Number(fields[12]))
  return ticks.reduce((a, b) => a + b, 0) * TICK_MS
}

/** The fields of a process from its state on, or nothing if it has ended. */
function statOf(pid: string): readonly (readonly string[])[] {
  try {
    return [readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []]
  } catch {
    return []
  }
}
