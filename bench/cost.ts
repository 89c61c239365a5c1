// npm run cost: the cost of usual loads on the platform, counted in the real runtime and priced, beside a machine for
// Python's server. --write puts the tables into docs/cost.md.

import { openToken } from "../worker-tests/support/bokeh-client.ts"
import {
  type CountedWorker,
  startCounted,
  Window,
} from "../worker-tests/support/counting/counted.ts"
import { combined, type Counts, NOTHING } from "../worker-tests/support/counting/counts.ts"
import { type Cost, costOf, type Held, PRICES } from "./prices.ts"
import { writeBetween } from "./write-between.ts"

const HOUR_S = 3600
/** A row of the table. The counted part of the load is multiplied by the number of times that it is done. */
interface Load {
  readonly name: string
  readonly counts: Counts
  readonly held: Held
}

/** A slider's move every 5 s, as by a visitor who works with a plot. */
const MOVES_AN_HOUR = 720
const COUNTED_MOVES = 100
/** The number of guests besides the owner. */
const GUESTS = 99
/** The server's pages wake a quiet session to check who is still connected. */
const LOOKS_AN_HOUR = 2

const worker = await startCounted()
const loads = await measure(worker)
await worker.stop()
const table = [...tableOf(loads), "", ...comparison(loads)]
process.stdout.write(`${table.join("\n")}\n`)
if (process.argv.includes("--write")) writeBetween("docs/cost.md", "npm run cost", table)

async function measure(counted: CountedWorker): Promise<readonly Load[]> {
  const app = `${counted.url}/temperature`
  const opened = await counted.during(() => Window.open(app))
  const window = await Window.open(app)
  const first = await counted.during(() => window.set("Slider", "value", 3))
  const fewBytes = await counted.storedBytes()
  const moves = await counted.during(() => moved(window, COUNTED_MOVES))
  const storedBytes = await counted.storedBytes()
  process.stdout.write(
    `stored: ${fewBytes} bytes after a move, ${storedBytes} after ${COUNTED_MOVES + 1}\n`,
  )
  const token = await openToken(app)
  const host = await Window.open(app, token)
  await host.set("Slider", "value", 3)
  const shared = await counted.during(() => opens(app, token, GUESTS))
  const seen = await counted.during(() => host.set("Slider", "value", 4))
  const aMove = scaled(moves, 1 / COUNTED_MOVES)
  const start = sum(opened, first)
  const looks = { ...NOTHING, alarms: LOOKS_AN_HOUR, rowsWritten: LOOKS_AN_HOUR }
  return [
    {
      name: "an hour of work: opened, a move of the slider each 5 s",
      counts: sum(start, scaled(aMove, MOVES_AN_HOUR), looks),
      held: { objectSeconds: HOUR_S },
    },
    {
      name: "an hour connected and idle, the first after something was done",
      counts: looks,
      held: { objectSeconds: HOUR_S },
    },
    {
      name: "an hour connected and idle, each after that",
      counts: looks,
      held: { objectSeconds: 1 },
    },
    { name: "a thousand moves of a slider", counts: scaled(aMove, 1000), held: {} },
    {
      name: "a session shared with a hundred people: opened by each, and one move that they see",
      counts: sum(shared, seen),
      held: { objectSeconds: 60 },
    },
    {
      name: "a session of so many moves, kept for a day with nobody there",
      counts: { ...NOTHING, alarms: 1, rowsWritten: 1 },
      held: { storedBytes, storedHours: 24 },
    },
  ]
}

async function moved(window: Window, count: number): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- a visitor makes one after another
  for (let i = 0; i < count; i++) await window.set("Slider", "value", 1 + (i % 29))
}

async function opens(app: string, token: string, count: number): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- so that they are counted alike in each run
  for (let i = 0; i < count; i++) await Window.open(app, token)
}

function sum(...all: readonly Counts[]): Counts {
  return all.reduce((total, counts) => combined(total, counts, (a, b) => a + b), NOTHING)
}

function scaled(counts: Counts, factor: number): Counts {
  return combined(counts, NOTHING, (value) => value * factor)
}

function tableOf(all: readonly Load[]): readonly string[] {
  const rows = all.map(({ name, counts, held }) => {
    const cost = costOf(counts, held)
    return `| ${[name, ...cells(cost), dollars(cost.dollars)].join(" | ")} |`
  })
  return [
    "| | Worker's requests | objects' requests | rows written | rows read | GB-s | dollars |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ]
}

function cells(cost: Cost): readonly string[] {
  const { workerRequests, objectRequests, rowsWritten, rowsRead, gbSeconds } = cost
  return [workerRequests, objectRequests, rowsWritten, rowsRead, gbSeconds].map((value) =>
    value === 0 || Number.isInteger(value) ? `${value}` : value.toFixed(1),
  )
}

/** The cost of a team's month here, and on a machine that runs Bokeh's server all the time. */
function comparison([work]: readonly Load[]): readonly string[] {
  const anHour = work === undefined ? 0 : costOf(work.counts, work.held).dollars
  const rows = [10, 100, 1000].map((people) => {
    const hours = people * 2 * 21
    return `| ${people} people, two hours of work on each of 21 days | ${hours} | ${dollars(PRICES.plan + hours * anHour)} | ${dollars(PRICES.machine * machines(people))} |`
  })
  return [
    "| in a month | hours of work | here, with the plan's fee | virtual machines |",
    "|---|---|---|---|",
    ...rows,
  ]
}

/** A quarter of the people are active at a time, and a process of Bokeh's server has room for about fifty sessions. */
function machines(people: number): number {
  return Math.ceil(people / 4 / 50)
}

function dollars(value: number): string {
  if (value >= 1) return value.toFixed(2)
  return value >= 0.0001 ? value.toFixed(4) : value.toExponential(1)
}
