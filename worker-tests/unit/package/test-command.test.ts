// `npm test` with the arguments that CONTRIBUTING.md names.
// @module-tag slow

import { spawnSync } from "node:child_process"
import { join } from "node:path"

import { expect, it } from "vitest"

const TEST = join(import.meta.dirname, "../../../scripts/test.ts")

it("the tests can be limited to a suite, to files and to titles", () => {
  const args = ["--project", "unit", "-t", "bounded number of candidates", "unit/util/closest"]
  const env = { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined }
  const { stdout } = spawnSync(process.execPath, [TEST, ...args], { encoding: "utf8", env })
  expect(stdout.trimEnd()).toMatch(/\n1 passed, 0 failed, 3 skipped$/)
})
