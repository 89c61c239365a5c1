// npm run bench: this server beside Python's servers and the lower bound, one after another in one run. Arguments: names of
// questions; --quick (two minutes, one round); --rounds N; --json FILE writes the results; --write puts the table into
// docs/benchmarks.md and README.md, with --from FILE the table of an earlier run.

import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { parseArgs } from "node:util"

import { BENCHMARKS, ensurePython } from "../scripts/ensure-python.ts"
import { deliveryLines } from "./deliveries.ts"
import { documentLines } from "./documents.ts"
import { type Floor, measureFloor } from "./echo-floor.ts"
import { fanOutLines } from "./fan-out.ts"
import { growthLines } from "./growth.ts"
import { journalLines } from "./journal.ts"
import { memoryLines } from "./memory.ts"
import { navigationLines } from "./navigation.ts"
import { pageRequests } from "./page-requests.ts"
import { type Question } from "./question.ts"
import { quietLines } from "./quiet.ts"
import { type BenchServer, PEERS, startEcho, startOurs, startPeer } from "./servers.ts"
import { sessionsOpened } from "./sessions-opened.ts"
import { sliderMove } from "./slider-move.ts"
import { sliderRounds } from "./slider-rounds.ts"
import { startUpLines } from "./start-up.ts"
import { streamLines } from "./stream.ts"
import { docsLines, readmeLines, type Results, tableLines } from "./table.ts"
import { wakeLines } from "./wake.ts"
import { writeBetween } from "./write-between.ts"

const QUESTIONS = [pageRequests, sessionsOpened, sliderMove, sliderRounds]
/** The questions without a comparison to other servers. */
const OTHERS: Readonly<Record<string, () => readonly string[] | Promise<readonly string[]>>> = {
  wake: wakeLines,
  journal: journalLines,
  "fan-out": fanOutLines,
  stream: streamLines,
  deliveries: () => deliveryLines(),
  documents: documentLines,
  "start-up": startUpLines,
  navigation: navigationLines,
  memory: memoryLines,
  growth: growthLines,
  quiet: () => quietLines(),
}

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    json: { type: "string" },
    write: { type: "boolean", default: false },
    from: { type: "string" },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
const seconds = values.quick ? 2 : 4
const questions = QUESTIONS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
)
const results: Results =
  values.from === undefined
    ? { machine: machine(), date: today(), rounds, servers: {}, floor: [] }
    : (JSON.parse(readFileSync(values.from, "utf8")) as Results)
print(results.machine)
const toMeasure = values.from === undefined && questions.length > 0 ? rounds : 0
for (let round = 0; round < toMeasure; round++) await measureRound()
if (questions.length > 0) for (const line of tableLines(results, questions)) print(line)
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, undefined, 2))
if (values.write) writeTables()
for (const [name, lines] of Object.entries(OTHERS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : values.quick || values.from !== undefined)
    continue
  for (const line of await lines()) print(line)
}

/** A new server for each measurement, all in turn, so that other load on the machine favors none. */
async function measureRound(): Promise<void> {
  await measureServer("ours", () => startOurs())
  for (const peer of PEERS) await measureServer(peer, () => startPeer(peer))
  const floor = await withServer(startEcho, ({ app }): Promise<Floor> => measureFloor(app, seconds))
  results.floor.push(floor)
}

async function measureServer(name: string, start: () => Promise<BenchServer>): Promise<void> {
  await withServer(start, async ({ app }) => {
    for (const question of questions) await measure(name, question, app)
  })
}

async function measure(server: string, question: Question, app: string): Promise<void> {
  const measured = await question.measure(app, seconds)
  const answers = (results.servers[server] ??= {})
  ;(answers[question.name] ??= []).push(measured)
}

async function withServer<T>(
  start: () => Promise<BenchServer>,
  use: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const server = await start()
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

/** Only with all questions, since a part of them would replace the whole table. */
function writeTables(): void {
  if (questions.length < QUESTIONS.length) throw new Error("--write needs all questions")
  writeBetween("docs/benchmarks.md", "npm run bench", docsLines(results, questions))
  writeBetween("README.md", "npm run bench", readmeLines(results, questions))
}

function machine(): string {
  const python =
    'import bokeh, platform; print(f"Bokeh {bokeh.__version__}, Python {platform.python_version()}")'
  const versions = execFileSync(ensurePython(BENCHMARKS), ["-c", python], {
    encoding: "utf8",
  }).trim()
  const [{ model } = { model: "unknown" }] = cpus()
  return `${cpus().length} x ${model}, Node ${process.versions.node}, ${versions}`
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
