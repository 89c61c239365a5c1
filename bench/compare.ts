// Says what became slower between two runs by more than their noise: node bench/compare.ts BEFORE.json AFTER.json
// Each number is taken as a ratio to the fastest peer's of the same run: machines differ from one day to the next.

import { readFileSync } from "node:fs"

import { isRecord } from "../src/util/record.ts"

type Answers = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

/** Milliseconds are better when there are fewer. */
const IN_MS = /move to data/

const [before, after] = process.argv.slice(2).map(read)
if (before === undefined || after === undefined) {
  throw new Error("usage: node bench/compare.ts BEFORE.json AFTER.json")
}
const slower = Object.keys(before["ours"] ?? {}).filter((question) => compare(question))
process.exitCode = slower.length > 0 ? 1 : 0

/** @returns true when it became slower by more than the rounds differ among themselves */
function compare(question: string): boolean {
  const [old, now] = [ratios(before, question), ratios(after, question)]
  const change = middle(now) / middle(old)
  const noise = Math.max(spread(old), spread(now))
  const isSlower = 1 - change > noise
  const percent = (value: number) => `${(value * 100).toFixed(0)} %`
  const verdict = isSlower ? "SLOWER" : "within the noise, or faster"
  process.stdout.write(`${question}: ${percent(change - 1)}, noise ${percent(noise)}: ${verdict}\n`)
  return isSlower
}

/** Ours against the fastest peer, larger is better, one a round. */
function ratios(answers: Answers | undefined, question: string): readonly number[] {
  const peers = Object.entries(answers ?? {}).filter(([name]) => name !== "ours")
  return (answers?.["ours"]?.[question] ?? []).map((ours, round) => {
    const theirs = peers.map(([, of]) => of[question]?.[round] ?? NaN).filter(Number.isFinite)
    return IN_MS.test(question) ? Math.min(...theirs) / ours : ours / Math.max(...theirs)
  })
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}

function spread(values: readonly number[]): number {
  return values.length < 2 ? 0.2 : (Math.max(...values) - Math.min(...values)) / middle(values)
}

function read(path: string): Answers {
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"))
  if (!isRecord(parsed) || !isRecord(parsed["servers"]))
    throw new Error(`${path} is no run of ours`)
  return parsed["servers"] as Answers
}
