// npm run fuzz: the random tests in worker-tests/unit/fuzz, with 100 000 to a million cases each and a new seed. Arguments
// are vitest's filters. TEST_SCALE (1000) sets the number of cases, TEST_SEED the seed.

import { spawnSync } from "node:child_process"
import { join } from "node:path"

const VITEST = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs")
const { TEST_SCALE = "1000", TEST_SEED = `${Math.floor(Math.random() * 2 ** 31)}` } = process.env
const given = process.argv.slice(2)
const files = given.length > 0 ? given : ["worker-tests/unit/fuzz"]

process.stdout.write(`seed ${TEST_SEED}\n`)
const { status } = spawnSync(
  process.execPath,
  [VITEST, "run", "--config", "vitest.unit.config.ts", "--testTimeout", "0", ...files],
  { stdio: "inherit", env: { ...process.env, TEST_SCALE, TEST_SEED } },
)
process.exitCode = status ?? 1
