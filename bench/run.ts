// npm run bench: one table, ours beside Bokeh's Tornado server in the same run. Arguments: names of questions to ask.

import { execFileSync } from "node:child_process"
import { cpus } from "node:os"

import { BENCHMARKS, ensurePython } from "../scripts/ensure-python.ts"
import { documentLines } from "./documents.ts"
import { measureEcho } from "./echo-floor.ts"
import { fanOutLines } from "./fan-out.ts"
import { groupLines } from "./group-latency.ts"
import { journalLines } from "./journal.ts"
import { pageRequests } from "./page-requests.ts"
import { type AppUrl, median, type Question } from "./question.ts"
import { type BenchServer, startEcho, startOurs, startTornado } from "./servers.ts"
import { sessionsOpened } from "./sessions-opened.ts"
import { sliderMove } from "./slider-move.ts"
import { startUpLines } from "./start-up.ts"
import { streamLines } from "./stream.ts"
import { wakeLines } from "./wake.ts"

const ROUNDS = 3
/** How many times the floor a slider's move may take (docs/design.md, "Budgets"). */
const FLOOR_BUDGET = 2

interface Answer {
  readonly question: Question
  readonly ours: readonly number[]
  readonly tornados: readonly number[]
}

const wanted = process.argv.slice(2)
const questions = [pageRequests, sessionsOpened, sliderMove].filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
)
/** Those where there is nothing of Tornado's to compare. */
const others: Readonly<Record<string, () => readonly string[] | Promise<readonly string[]>>> = {
  wake: wakeLines,
  journal: journalLines,
  "fan-out": fanOutLines,
  stream: streamLines,
  group: groupLines,
  documents: documentLines,
  "start-up": startUpLines,
}
print(machine())
print(row(["", "ours", "spread", "Tornado", "spread", "ratio", "budget"]))
for (const question of questions) {
  const answer = await ask(question)
  print(row(cells(answer)))
  if (question === sliderMove) print(await floorLine(median(answer.ours)))
}

for (const [name, lines] of Object.entries(others)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const line of await lines()) print(line)
}

/** A fresh server for each round, the two in turn: neither profits from what the machine does meanwhile. */
async function ask(question: Question): Promise<Answer> {
  const [ours, tornados]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await measure(question.measure, () => startOurs()))
    tornados.push(await measure(question.measure, startTornado))
  }
  return { question, ours, tornados }
}

async function measure(
  take: (app: AppUrl) => Promise<number>,
  start: () => Promise<BenchServer>,
): Promise<number> {
  const server = await start()
  try {
    return await take(server.app)
  } finally {
    await server.stop()
  }
}

function cells({ question: { name, unit, budget }, ours, tornados }: Answer): readonly string[] {
  const better = median(ours) / median(tornados)
  const ratio = unit === "ms" ? 1 / better : better
  const verdict = ratio >= budget ? "kept" : "MISSED"
  return [
    name,
    `${format(median(ours))} ${unit}`,
    spread(ours),
    `${format(median(tornados))} ${unit}`,
    spread(tornados),
    `${format(ratio)} x`,
    `${budget} x ${verdict}`,
  ]
}

/** Tornado waits for the network's timers; this says what the machine itself could do. */
async function floorLine(oursMs: number): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await measure(measureEcho, startEcho))
  const ratio = oursMs / median(times)
  const verdict = ratio <= FLOOR_BUDGET ? "kept" : "MISSED"
  return (
    `  a bare echo with one insert through an object: ${format(median(times))} ms (${spread(times)}); ` +
    `ours takes ${format(ratio)} x that, budget ${FLOOR_BUDGET} x ${verdict}`
  )
}

function spread(values: readonly number[]): string {
  return `${format(Math.min(...values))}-${format(Math.max(...values))}`
}

function format(value: number): string {
  return value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value)) : 3)
}

function row(columns: readonly string[]): string {
  return columns.map((text, i) => (i === 0 ? text.padEnd(22) : text.padStart(14))).join("")
}

function machine(): string {
  const python =
    'import bokeh, platform; print(f"Bokeh {bokeh.__version__}, Python {platform.python_version()}")'
  const versions = execFileSync(ensurePython(BENCHMARKS), ["-c", python], {
    encoding: "utf8",
  }).trim()
  const [{ model } = { model: "unknown" }] = cpus()
  return `${cpus().length} x ${model}, Node ${process.versions.node}, ${versions}, median of ${ROUNDS} rounds\n`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
