// The results of a run, and their table.

import type { Floor } from "./echo-floor.ts"
import { median, type Question, timesBetter } from "./question.ts"

export interface Results {
  readonly machine: string
  readonly date: string
  readonly rounds: number
  /** By server and question, one number per round. */
  readonly servers: Record<string, Record<string, number[]>>
  /** The results of a bare object, one per round. */
  readonly floor: Floor[]
}

const OURS = "ours"

/** The questions' names in the documents. */
const WORDS: Readonly<Record<string, string>> = {
  "page requests": "pages a second",
  "sessions opened": "sessions opened a second (page, socket, document), 16 at a time",
  "slider move to data": "slider move to data, median",
  "slider rounds, 50 sessions": "slider moves a second, 50 sessions, one process",
  ours: "here",
  tornado: "Tornado",
  panel: "Panel",
}

/** The table in Markdown, with the day, the versions and the floor. */
export function docsLines(results: Results, questions: readonly Question[]): readonly string[] {
  const names = Object.keys(results.servers)
  const rows = questions.map((question) => {
    const shown = names.map((server) => medianOf(results, question, server))
    const ratios = ratiosOf(results, question)
    const better = `${format(median(ratios))} (${spread(ratios, " to ")})`
    return `| ${[WORDS[question.name] ?? question.name, ...shown, better].join(" | ")} |`
  })
  const [ms, perSecond, opened, pages] = floorOf(results).map(
    (values) => `${format(median(values))} (${spread(values, " to ")})`,
  )
  return [
    `Medians of ${results.rounds} rounds on ${results.date}, ${results.machine}; in brackets the lowest and the highest of the rounds:`,
    "",
    `| | ${names.map((name) => WORDS[name] ?? name).join(" | ")} | times better than the fastest |`,
    `|${"---|".repeat(names.length + 2)}`,
    ...rows,
    "",
    `A bare Worker: ${pages} pages a second, with three HMACs each. A bare object: ${ms} ms a move, ${perSecond} moves a second over 50 sockets, and ${opened}`,
    "openings a second: such a page, a new object, its socket, a row, and as many bytes.",
  ]
}

/** The short table, beside the fastest of Python's servers. */
export function readmeLines(results: Results, questions: readonly Question[]): readonly string[] {
  const others = Object.keys(results.servers).filter((server) => server !== OURS)
  const rows = questions.map((question) => {
    const best = others.toSorted((a, b) => {
      const [of, than] = [a, b].map((server) =>
        median(results.servers[server]?.[question.name] ?? []),
      )
      return question.unit === "ms" ? (of ?? NaN) - (than ?? NaN) : (than ?? NaN) - (of ?? NaN)
    })[0]
    const theirs =
      best === undefined ? "" : `${medianOf(results, question, best)} (${WORDS[best] ?? best})`
    const ratio = format(median(ratiosOf(results, question)))
    return `| ${WORDS[question.name] ?? question.name} | ${medianOf(results, question, OURS)} | ${theirs} | ${ratio} |`
  })
  return ["| | here | fastest in Python | times better |", "|---|---|---|---|", ...rows]
}

function medianOf({ servers }: Results, { name, unit }: Question, server: string): string {
  return `${format(median(servers[server]?.[name] ?? []))}${unit === "ms" ? " ms" : ""}`
}

/** One line per question: the medians, and how many times better this server is than the fastest peer of the same round. */
export function tableLines(results: Results, questions: readonly Question[]): readonly string[] {
  const names = Object.keys(results.servers)
  const head = row(["", ...names, "times better", "budget"])
  const lines = questions.map((question) => row([...cells(results, question, names)]))
  return [`${results.date}, median of ${results.rounds} rounds`, head, ...lines, floorLine(results)]
}

function cells(results: Results, question: Question, names: readonly string[]): readonly string[] {
  const { name, unit, budget } = question
  const shown = names.map(
    (server) => `${format(median(results.servers[server]?.[name] ?? []))} ${unit}`,
  )
  const ratios = ratiosOf(results, question)
  const ratio = median(ratios)
  const verdict = ratio >= budget ? "kept" : "MISSED"
  return [name, ...shown, `${format(ratio)} (${spread(ratios)})`, `${budget} x ${verdict}`]
}

/** The factor by which this server is better than the fastest peer of the same round. */
function ratiosOf({ servers }: Results, question: Question): readonly number[] {
  const answersOf = (server: string) => servers[server]?.[question.name] ?? []
  const peers = Object.keys(servers).filter((server) => server !== OURS)
  return answersOf(OURS).map((ours, round) =>
    timesBetter(
      question,
      ours,
      fastest(
        question,
        peers.map((of) => answersOf(of)[round]),
      ),
    ),
  )
}

function fastest({ unit }: Question, answers: readonly (number | undefined)[]): number {
  const given = answers.filter((answer) => answer !== undefined)
  return unit === "/s" ? Math.max(...given) : Math.min(...given)
}

/** The lower bounds of a move, of moves over 50 sockets, of openings, and of pages. */
function floorOf({ floor }: Results): readonly [number[], number[], number[], number[]] {
  const of = (name: keyof Floor) => floor.map((one) => one[name])
  return [of("ms"), of("perSecond"), of("openedPerSecond"), of("pagesPerSecond")]
}

function floorLine(results: Results): string {
  const [ms, perSecond, opened, pages] = floorOf(results)
  return (
    `a bare object that writes the same row and sends the same bytes: ${format(median(ms))} ms (${spread(ms)}) a move, ` +
    `${format(median(perSecond))}/s (${spread(perSecond)}) over 50 sockets;\n` +
    `a page with three HMACs: ${format(median(pages))}/s (${spread(pages)}); with a new object, a socket, a row and as much sent: ` +
    `${format(median(opened))}/s (${spread(opened)})`
  )
}

function spread(values: readonly number[], to = "-"): string {
  return `${format(Math.min(...values))}${to}${format(Math.max(...values))}`
}

function format(value: number): string {
  return value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value)) : 3)
}

function row(columns: readonly string[]): string {
  return columns.map((text, i) => (i === 0 ? text.padEnd(28) : text.padStart(18))).join("")
}
