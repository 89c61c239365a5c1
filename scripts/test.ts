// npm test: all suites. The last line is `N passed, N failed`. Arguments are vitest's: names of files, --project, -t.
// Chromium and Python are installed if possible. Without them their suites are skipped, unless CI is set.

import { parseCLI, startVitest } from "vitest/node"
import type { Reporter, TestModule } from "vitest/node"

import { isCi } from "../src/cli/is-ci.ts"
import { copyAssets } from "./copy-assets.ts"
import { ensureChromium } from "./ensure-chromium.ts"
import { ensurePython } from "./ensure-python.ts"

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const SUITES = ["unit", "runtime", "browser", "interop"]
const NEEDS: Readonly<Record<string, () => string>> = {
  browser: ensureChromium,
  interop: ensurePython,
}

process.env["TEST_SCALE"] ??= "10"
copyAssets()
const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
const { filter, options: given } = parseCLI(["vitest", ...process.argv.slice(2)])
const project = [given.project ?? SUITES].flat().filter(isMet)
const counter: Reporter = {
  onTestRunEnd: (modules, errors) => {
    for (const module of modules) countModule(module, counts)
    counts.failed += errors.length
  },
}
const options = { run: true, reporters: ["default", counter], passWithNoTests: true }
if (project.length > 0) {
  const vitest = await startVitest("test", filter, { ...given, ...options, project })
  await vitest.close()
}

const { passed, failed, skipped } = counts
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
process.stdout.write(
  `\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
)

/** Prepares a suite. A suite that can't run is a failure in CI, and otherwise one clear line of output. */
function isMet(suite: string): boolean {
  try {
    NEEDS[suite]?.()
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`\n!!! THE ${suite.toUpperCase()} SUITE IS NOT RUN: ${reason}\n\n`)
    if (isCi()) counts.failed++
    else counts.skipped++
    return false
  }
}

/** A file that did not load has no tests, so its errors are counted. */
function countModule(module: TestModule, into: Counts): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    into[state === "pending" ? "failed" : state]++
  }
  if (module.state() === "failed") into.failed += module.errors().length
}
