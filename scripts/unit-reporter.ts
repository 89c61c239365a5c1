// Reports to `npm run check` which test files passed, or none if there is an error that could be any file's.

import { writeFileSync } from "node:fs"
import { join, relative, sep } from "node:path"

import type { Reporter, TestModule } from "vitest/node"

const ROOT = join(import.meta.dirname, "..")
export const PASSED_TESTS = join(ROOT, "node_modules/.cache/passed-tests.json")

// oxlint-disable-next-line import/no-default-export -- vitest takes no other
export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const passed = modules.filter((module) => module.ok() && errors.length === 0)
    const files = passed.map(({ moduleId }) => relative(ROOT, moduleId).replaceAll(sep, "/"))
    writeFileSync(PASSED_TESTS, JSON.stringify(files))
  }
}
