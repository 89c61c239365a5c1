// Replays Bokeh's own examples in TypeScript: node worker-tests/parity/examples/replay.ts CLONE [--python PATH] [--write]
// [PART ...]. docs/examples.md explains this and has the result.

import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"

import { compile } from "./compile.ts"
import {
  countsOf,
  type Failure,
  kindsOf,
  type Programs,
  regressions,
  type Results,
  worsePictures,
} from "./results.ts"
import { table } from "./table.ts"
import { bokehVersion, trace } from "./trace.ts"

const ROOT = join(import.meta.dirname, "../../..")
const RESULT = join(import.meta.dirname, "result.json")
const PAGE = join(ROOT, "docs/examples.md")
const HERE: Readonly<Record<string, string>> = {
  "cloudflare:workers": "worker-tests/support/cloudflare-workers.ts",
  "bokeh-edge": "src/api.ts",
}

registerHooks({
  resolve: (specifier, context, next) => {
    const path = HERE[specifier]
    return next(path === undefined ? specifier : pathToFileURL(join(ROOT, path)).href, context)
  },
})
const { runProgram } = await import("./run-programs.ts")
const { comparePictures } = await import("./pictures.ts")

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    out: { type: "string", default: join(tmpdir(), "bokeh-examples") },
    again: { type: "boolean", default: false },
    pictures: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
})
const [clone = ".", ...parts] = positionals
const { python } = values
const out = resolve(values.out)
mkdirSync(out, { recursive: true })

const before = existsSync(RESULT)
  ? (JSON.parse(readFileSync(RESULT, "utf8")) as Results)
  : undefined
const programs = await replay()
const pictures = values.pictures ? await draw(programs) : before?.pictures
report({
  bokeh: await bokehVersion(python),
  examples: execFileSync("git", ["rev-parse", "HEAD"], { cwd: clone, encoding: "utf8" }).trim(),
  programs,
  ...(pictures === undefined ? {} : { pictures }),
})

/** The programs that run. */
async function draw(all: Programs): Promise<NonNullable<Results["pictures"]>> {
  const names = Object.keys(all).filter((name) => all[name]?.length === 0)
  const files = new Map(names.map((name) => [name, fileOf(name)]))
  const drawn = await comparePictures(out, files, print)
  return Object.fromEntries([...drawn].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function fileOf(name: string): string {
  return name.replace(/\.py$/, "").replaceAll("/", "__")
}

async function replay(): Promise<Programs> {
  const traced = await traceAll()
  const wrong = compile(out)
  const became: Record<string, readonly Failure[]> = {}
  for (const [name, failures] of [...traced].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    became[name] = failures.length > 0 ? failures : await outcome(name, wrong)
  }
  return became
}

/** `--again` reuses the earlier traces. */
async function traceAll(): Promise<ReadonlyMap<string, readonly Failure[]>> {
  const kept = join(out, "traced.json")
  if (values.again) {
    return new Map(JSON.parse(readFileSync(kept, "utf8")) as [string, readonly Failure[]][])
  }
  const traced = await trace({ python, folder: join(clone, "examples"), out, parts })
  writeFileSync(kept, JSON.stringify([...traced]))
  return traced
}

async function outcome(
  name: string,
  wrong: ReadonlyMap<string, readonly Failure[]>,
): Promise<readonly Failure[]> {
  const file = fileOf(name)
  const { failures, differences } = await runProgram(out, file)
  for (const { path, ours, pythons } of differences.slice(0, 5)) {
    print(`${name} ${path}: ours ${ours.slice(0, 80)}, Python's ${pythons.slice(0, 80)}`)
  }
  return [...new Set([...(wrong.get(file) ?? []), ...failures])]
}

function report(now: Results): void {
  for (const [kind, count] of kindsOf(now.programs)) print(`${count}  ${kind}`)
  print(JSON.stringify(countsOf(now.programs)))
  const known = Object.entries(before?.programs ?? {}).filter(
    ([name]) => parts.length === 0 || name in now.programs,
  )
  const pictured = before === undefined ? [] : worsePictures(before, now)
  const worse = [...regressions(Object.fromEntries(known), now.programs), ...pictured]
  for (const line of worse) print(`worse: ${line}`)
  process.exitCode = worse.length > 0 ? 1 : 0
  if (!values.write) return
  writeFileSync(RESULT, `${JSON.stringify(now, undefined, 2)}\n`)
  writeFileSync(PAGE, table(now))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
