// npm run check: format, lint, types and unit tests in parallel. A check's output is shown if it fails. A check that passed
// is skipped: lint and unit tests for files none of whose dependencies changed, types and unused code if no code changed.
// `npm run check -- --force` runs everything, as does CI.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { globSync, rmSync } from "node:fs"
import { join } from "node:path"
import { text } from "node:stream/consumers"

import { isCi } from "../src/cli/is-ci.ts"
import { ModuleGraph, readJson } from "./module-graph.ts"
import { PassedFiles } from "./passed-files.ts"
import { Passed } from "./passed.ts"
import { PASSED_TESTS } from "./unit-reporter.ts"

const ROOT = join(import.meta.dirname, "..")
/** Node's cache of compiled code by content, which Node never cleans. */
const COMPILED = join(ROOT, "node_modules/.cache/node")
if (globSync("*/*", { cwd: COMPILED }).length > 20_000) rmSync(COMPILED, { recursive: true })

const ENV = {
  // Random tests run at full scale in `npm test`.
  TEST_SCALE: "0.2",
  // The linter and tsc are Go programs that hardly profit from threads, and end before memory is short.
  GOMAXPROCS: "1",
  GOGC: "off",
  GOMEMLIMIT: "3GiB",
  NODE_COMPILE_CACHE: COMPILED,
  ...process.env,
}
const MODULES = join(ROOT, "node_modules")
const TSC = join(MODULES, "typescript/bin/tsc")

/** Scripts that Node runs, since Windows can't start the links in node_modules/.bin. The slowest starts first. */
const CHECKS: Readonly<Record<string, readonly [script: string, ...args: string[]]>> = {
  unit: [
    join(MODULES, "vitest/vitest.mjs"),
    "run",
    "--config",
    "vitest.unit.config.ts",
    "--tags-filter=!slow",
    "--reporter=dot",
    "--reporter=./scripts/unit-reporter.ts",
    // Each worker loads all modules, and the other checks need cores, too.
    "--maxWorkers=50%",
  ],
  lint: [
    join(MODULES, "oxlint/bin/oxlint"),
    "--deny-warnings",
    "--threads=1",
    "--no-error-on-unmatched-pattern",
  ],
  types: [TSC, "--singleThreaded"],
  "unused code": [
    join(MODULES, "knip/bin/knip.js"),
    "--cache",
    "--cache-location",
    join(MODULES, ".cache/knip"),
  ],
  package: [join(import.meta.dirname, "check-package.ts")],
  "types of src/client": [TSC, "-p", "src/client"],
  format: [join(MODULES, "oxfmt/bin/oxfmt"), "--check"],
}

/** These checks read all code, and nothing else. */
const OF_CODE = new Set(["lint", "types", "types of src/client", "unused code"])
const IS_FORCED = process.argv.includes("--force") || isCi()
const passed = new Passed(ROOT)
const VARIABLES = ["TEST_SCALE", "TEST_SEED", "TEST_PATH", "NODE_OPTIONS", "TZ", "LANG", "LC_ALL"]
/** These checks read one file at a time, with its dependencies. */
const BY_FILE: Readonly<Record<string, PassedFiles>> = {
  unit: new PassedFiles(ROOT, "run", settingsOf("unit")),
  lint: new PassedFiles(ROOT, "lint", settingsOf("lint")),
}
const graph = new ModuleGraph(ROOT)
graph.save()
/** The most files to name, since commands on Windows have at most 32,767 characters. */
const MAX_NAMED = process.platform === "win32" ? 300 : Infinity

const results = await Promise.all(Object.keys(CHECKS).map(check))
process.exitCode = results.every(Boolean) ? 0 : 1

async function check(name: string): Promise<boolean> {
  if (OF_CODE.has(name) && !IS_FORCED && passed.has(name)) {
    process.stdout.write(`ok    ${name}: no code has changed since it passed\n`)
    return true
  }
  const startMs = performance.now()
  const files = BY_FILE[name]
  const { isOk, output, skipped } = await (files === undefined ? run(name) : runLeft(name, files))
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  if (isOk && OF_CODE.has(name)) passed.note(name)
  process.stdout.write(
    `${isOk ? "" : output}${isOk ? "ok    " : "FAILED"} ${name}, ${seconds} s${skipped ?? ""}\n`,
  )
  return isOk
}

interface Result {
  readonly isOk: boolean
  readonly output: string
  /** A note on skipped files. */
  readonly skipped?: string
}

/** Runs the check only for files that have not passed in their current state. */
async function runLeft(name: string, files: PassedFiles): Promise<Result> {
  const { all, left } = files.look(graph)
  const asked = IS_FORCED || left.length > MAX_NAMED ? all : left
  if (asked.length === 0) return { isOk: true, output: "", skipped: skippedOf(all, asked) }
  if (name === "unit") rmSync(PASSED_TESTS, { force: true })
  const result = await run(name, asked.length === all.length ? [] : asked)
  if (name === "unit") files.note(Object.values(readJson<string>(PASSED_TESTS)))
  else if (result.isOk) files.note(asked)
  return { ...result, skipped: skippedOf(all, asked) }
}

function skippedOf(all: readonly string[], asked: readonly string[]): string {
  const count = all.length - asked.length
  if (count === 0) return ""
  return `: ${count} of ${all.length} files not asked again, since nothing has changed that they depend on`
}

function settingsOf(name: string): string {
  const env: Readonly<Record<string, string | undefined>> = ENV
  return JSON.stringify([process.version, CHECKS[name], VARIABLES.map((variable) => env[variable])])
}

async function run(name: string, files: readonly string[] = []): Promise<Result> {
  const args = [...(CHECKS[name] ?? []), ...files]
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: ENV,
  })
  const closed = once(child, "close")
  const output = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  return { isOk: child.exitCode === 0, output: output.join("") }
}
