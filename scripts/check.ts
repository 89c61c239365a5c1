// npm run check: format, lint, types and unit tests, side by side; what a check printed is shown when it fails. Lint, types and
// unused code are not asked again where no code has changed since they passed, but by `npm run check -- --force`.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { globSync, rmSync } from "node:fs"
import { join } from "node:path"
import { text } from "node:stream/consumers"

import { Passed } from "./passed.ts"

/** Node keeps there what it compiled, by its content, and removes nothing by itself. */
const COMPILED = join(import.meta.dirname, "../node_modules/.cache/node")
if (globSync("*/*", { cwd: COMPILED }).length > 20_000) rmSync(COMPILED, { recursive: true })

const ENV = {
  // What is tried at random is tried in earnest by `npm test`.
  TEST_SCALE: "0.2",
  // The linter and tsc are Go programs: neither shares its work well between threads, and both end before memory is short.
  GOMAXPROCS: "1",
  GOGC: "off",
  GOMEMLIMIT: "3GiB",
  NODE_COMPILE_CACHE: COMPILED,
  ...process.env,
}
const MODULES = join(import.meta.dirname, "../node_modules")
const TSC = join(MODULES, "typescript/bin/tsc")

/** Scripts that Node runs, since Windows can't start the links in node_modules/.bin; what takes longest begins first. */
const CHECKS: Readonly<Record<string, readonly [script: string, ...args: string[]]>> = {
  unit: [
    join(MODULES, "vitest/vitest.mjs"),
    "run",
    "--config",
    "vitest.unit.config.ts",
    "--tags-filter=!slow",
    "--reporter=dot",
    // Each worker loads all modules, and the other checks need cores, too.
    "--maxWorkers=50%",
  ],
  lint: [join(MODULES, "oxlint/bin/oxlint"), "--deny-warnings", "--threads=1"],
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

/** These look at code alone, and at all of it. */
const OF_CODE = new Set(["lint", "types", "types of src/client", "unused code"])
const IS_FORCED = process.argv.includes("--force")
const passed = new Passed(join(import.meta.dirname, ".."))

const results = await Promise.all(Object.keys(CHECKS).map(check))
process.exitCode = results.every(Boolean) ? 0 : 1

async function check(name: string): Promise<boolean> {
  if (OF_CODE.has(name) && !IS_FORCED && passed.has(name)) {
    process.stdout.write(`ok    ${name}: no code has changed since it passed\n`)
    return true
  }
  const startMs = performance.now()
  const { isOk, output } = await run(CHECKS[name] ?? [])
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  if (isOk && OF_CODE.has(name)) passed.note(name)
  process.stdout.write(`${isOk ? "" : output}${isOk ? "ok    " : "FAILED"} ${name}, ${seconds} s\n`)
  return isOk
}

async function run(
  args: readonly string[],
): Promise<{ readonly isOk: boolean; readonly output: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: ENV })
  const closed = once(child, "close")
  const output = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  return { isOk: child.exitCode === 0, output: output.join("") }
}
