// The Python part: runs the examples with the tracer, which writes each program as TypeScript, and its document as JSON.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"

import type { Failure } from "./results.ts"

export interface Tracing {
  readonly python: string
  /** The folder of the programs. */
  readonly folder: string
  readonly out: string
  /** Parts of paths. */
  readonly parts: readonly string[]
}

/** The failures by program. */
export async function trace(tracing: Tracing): Promise<ReadonlyMap<string, readonly Failure[]>> {
  const { python, folder, out, parts } = tracing
  const args = ["-m", "tracer", folder, out, ...parts]
  const lines = (await output(python, args)).trim().split("\n")
  return new Map(lines.filter((line) => line !== "").map(outcome))
}

/** The version of this Python's Bokeh. */
export async function bokehVersion(python: string): Promise<string> {
  return (await output(python, ["-c", "import bokeh; print(bokeh.__version__)"])).trim()
}

async function output(python: string, args: readonly string[]): Promise<string> {
  const stdio = ["ignore", "pipe", "inherit"] as const
  const child = spawn(python, args, { cwd: import.meta.dirname, stdio: [...stdio] })
  const closed = once(child, "close")
  const said = await text(child.stdout ?? [])
  await closed
  if (child.exitCode !== 0) throw new Error(`${python} ended with ${child.exitCode}`)
  return said
}

/** Addresses, ids, and paths of packages. */
const VARYING = /0x[0-9a-f]+|\bp\d+\b|\/\S+\//g

interface Line {
  readonly program: string
  readonly outcome: "traced" | "not written" | "needs" | "nothing shown" | "fails in Python"
  readonly reason: string
}

function outcome(line: string): [string, readonly Failure[]] {
  const { program, outcome: what, reason } = JSON.parse(line) as Line
  return [program, failures(what, reason)]
}

/** The name of each outcome, before its reason. */
const FAILURES: Readonly<Record<Exclude<Line["outcome"], "traced">, Failure>> = {
  "not written": "write: ",
  "nothing shown": "python: shows nothing",
  needs: "python: needs ",
  "fails in Python": "python: ",
}

function failures(what: Line["outcome"], reason: string): readonly Failure[] {
  return what === "traced" ? [] : [`${FAILURES[what]}${reason.replaceAll(VARYING, "...")}`]
}
