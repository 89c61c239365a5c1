// What a run has measured, and the table of it.

import type { Floor } from "./echo-floor.ts"
import { median, type Question, timesBetter } from "./question.ts"

export interface Results {
  readonly machine: string
  readonly date: string
  readonly rounds: number
  /** By server and question: one number a round. */
  readonly servers: Record<string, Record<string, number[]>>
  /** A bare object's, one a round. */
  readonly floor: Floor[]
}

const OURS = "ours"

/** A line a question: the medians, and how many times better ours is than the fastest peer of the same round. */
export function tableLines(results: Results, questions: readonly Question[]): readonly string[] {
  const names = Object.keys(results.servers)
  const head = row(["", ...names, "times better", "budget"])
  const lines = questions.map((question) => row([...cells(results, question, names)]))
  return [`${results.date}, median of ${results.rounds} rounds`, head, ...lines, floorLine(results)]
}

function cells(
  { servers }: Results,
  question: Question,
  names: readonly string[],
): readonly string[] {
  const { name, unit, budget } = question
  const answersOf = (server: string) => servers[server]?.[name] ?? []
  const shown = names.map((server) => `${format(median(answersOf(server)))} ${unit}`)
  const ratios = answersOf(OURS).map((ours, round) => {
    const theirs = names.filter((server) => server !== OURS).map((of) => answersOf(of)[round])
    return timesBetter(question, ours, fastest(question, theirs))
  })
  const ratio = median(ratios)
  const verdict = ratio >= budget ? "kept" : "MISSED"
  return [name, ...shown, `${format(ratio)} (${spread(ratios)})`, `${budget} x ${verdict}`]
}

function fastest({ unit }: Question, answers: readonly (number | undefined)[]): number {
  const given = answers.filter((answer) => answer !== undefined)
  return unit === "/s" ? Math.max(...given) : Math.min(...given)
}

function floorLine({ floor }: Results): string {
  const [ms, perSecond] = [floor.map((one) => one.ms), floor.map((one) => one.perSecond)]
  const opened = floor.map((one) => one.openedPerSecond)
  return (
    `a bare object that writes the same row and sends the same bytes: ${format(median(ms))} ms (${spread(ms)}) a move, ` +
    `${format(median(perSecond))}/s (${spread(perSecond)}) over 50 sockets;\n` +
    `a page with three HMACs, and a new object with a socket, a row and as much sent: ${format(median(opened))}/s (${spread(opened)})`
  )
}

function spread(values: readonly number[]): string {
  return `${format(Math.min(...values))}-${format(Math.max(...values))}`
}

function format(value: number): string {
  return value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value)) : 3)
}

function row(columns: readonly string[]): string {
  return columns.map((text, i) => (i === 0 ? text.padEnd(28) : text.padStart(18))).join("")
}
