// The cost of a session's document without a server: built and written as JSON, and kept in memory, here and in Python. Run
// directly, this file prints the results here.

import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

import { BENCHMARKS, ensurePython } from "../scripts/ensure-python.ts"
import { loadAsInWorkers } from "./load-as-in-workers.ts"
import { median } from "./question.ts"

const ROOT = join(import.meta.dirname, "..")
const WEATHER = join(ROOT, "node_modules/vega-datasets/data/weather.csv")
const BUDGET_MS = 1
const ROUNDS = 500
const KEPT = 500

interface Cost {
  readonly buildMs: number
  readonly encodeMs: number
  readonly kilobytes: number
}

/** One line for each of the two costs. */
export function documentLines(): readonly string[] {
  const env = { ...process.env, WEATHER_CSV: WEATHER }
  const run = (program: string, args: readonly string[]): Cost =>
    JSON.parse(execFileSync(program, args, { encoding: "utf8", cwd: ROOT, env })) as Cost
  const ours = run(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    import.meta.filename,
  ])
  const python = run(ensurePython(BENCHMARKS), [join(import.meta.dirname, "peers/documents.py")])
  const totals = [ours, python].map(({ buildMs, encodeMs }) => buildMs + encodeMs)
  const [oursMs = NaN, pythonMs = NaN] = totals
  const verdict = oursMs <= BUDGET_MS ? "kept" : "MISSED"
  return [
    `  a document, built and as JSON: ${oursMs.toFixed(2)} ms (${ours.buildMs.toFixed(2)} + ` +
      `${ours.encodeMs.toFixed(2)}), Python ${pythonMs.toFixed(1)} ms, budget ${BUDGET_MS} ms ${verdict}`,
    `  a document in memory: ${ours.kilobytes.toFixed(0)} KB, Python ${python.kilobytes.toFixed(0)} KB`,
  ]
}

async function measure(): Promise<Cost> {
  loadAsInWorkers()
  const { temperature } = await import("../worker-tests/support/apps/temperature.ts")
  const { buildDocument } = await import("../src/session/build-document.ts")
  const { encodeDocument } = await import("../src/document/document-json.ts")
  const { NO_SESSION } = await import("../worker-tests/support/no-session.ts")
  const build = async () => (await buildDocument(temperature.handler, NO_SESSION)).document
  const [builds, encodes]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    const document = await build()
    const built = performance.now()
    JSON.stringify(encodeDocument(document).doc)
    builds.push(built - start)
    encodes.push(performance.now() - built)
  }
  const kept: unknown[] = []
  const before = usedBytes()
  for (let i = 0; i < KEPT; i++) kept.push(await build())
  const kilobytes = (usedBytes() - before) / kept.length / 1024
  return { buildMs: median(builds), encodeMs: median(encodes), kilobytes }
}

function usedBytes(): number {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await measure())}\n`)
