// Reports what became slower between two runs by more than their noise, or costs more: node bench/compare.ts BEFORE.json
// AFTER.json. Speeds are compared as ratios to the fastest peer in the same run, since machines differ from day to day.
// Counts are the same on any machine: CI compares its counts with bench/counts.json, by `grown`.

import { readFileSync } from "node:fs"

import { isRecord } from "../src/util/record.ts"

type Answers = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>
/** The counts of an action by name: rows, bytes ... */
export type Counted = Readonly<Record<string, number>>
/** Counts by kind and action. */
export type AllCounted = Readonly<Record<string, Readonly<Record<string, Counted>>>>

/** Questions measured in milliseconds, where less is better. */
const IN_MS = /move to data/

if (import.meta.main) {
  const [before, after] = process.argv.slice(2).map(read)
  if (before === undefined || after === undefined) {
    throw new Error("usage: node bench/compare.ts BEFORE.json AFTER.json")
  }
  const worse =
    "servers" in before && "servers" in after
      ? slowerQuestions(before["servers"] as Answers, after["servers"] as Answers)
      : grownActions(before as AllCounted, after as AllCounted)
  process.exitCode = worse.length > 0 ? 1 : 0
}

/** @returns the questions that became slower by more than the rounds differ among themselves */
export function slowerQuestions(before: Answers, after: Answers): readonly string[] {
  return Object.keys(before["ours"] ?? {}).filter((question) => {
    const [old, now] = [ratios(before, question), ratios(after, question)]
    const change = middle(now) / middle(old)
    const noise = Math.max(spread(old), spread(now))
    const isSlower = 1 - change > noise
    const percent = (value: number) => `${(value * 100).toFixed(0)} %`
    const verdict = isSlower ? "SLOWER" : "within the noise, or faster"
    print(`${question}: ${percent(change - 1)}, noise ${percent(noise)}: ${verdict}`)
    return isSlower
  })
}

/** The ratio to the fastest peer, one per round. Larger is better. */
function ratios(answers: Answers, question: string): readonly number[] {
  const peers = Object.entries(answers).filter(([name]) => name !== "ours")
  return (answers["ours"]?.[question] ?? []).map((ours, round) => {
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

/** @returns the actions that cost more than before, by more than chance */
function grownActions(before: AllCounted, after: AllCounted): readonly string[] {
  const actions = Object.entries(after).flatMap(([kind, of]) =>
    Object.entries(of).map(([name, counted]) => {
      const more = grown(before[kind]?.[name] ?? {}, counted)
      const parts = Object.entries(more).map(
        ([count, now]) => `${count} ${before[kind]?.[name]?.[count] ?? 0} -> ${now}`,
      )
      print(`${name}: ${parts.length > 0 ? `MORE: ${parts.join(", ")}` : "no more"}`)
      return { name, isMore: parts.length > 0 }
    }),
  )
  return actions.filter(({ isMore }) => isMore).map(({ name }) => name)
}

/** The counts that grew by more than chance. */
export function grown(before: Counted, after: Counted): Counted {
  const isMore = ([name, now]: [string, number]) => now > mayBe(name, before[name] ?? 0)
  return Object.fromEntries(Object.entries(after).filter(isMore))
}

/** The allowed count: ids and times vary in digits, parallel work is bundled by chance, and read data is cached. */
function mayBe(name: string, before: number): number {
  switch (name) {
    case "bytesIn":
    case "bytesOut":
      return before * 1.05 + 20
    case "bytesAllocated": // V8 optimizes code at random times, after which it makes fewer objects
      return before * 1.5
    case "bytesGzipped":
      return before * 1.01
    case "statements":
    case "rowsRead":
      return (before > 5 ? before * 1.2 : before) + 1
    default:
      return before > 5 ? before * 1.2 : before
  }
}

function read(path: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"))
  if (!isRecord(parsed)) throw new Error(`${path} is no run of ours`)
  return parsed
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
