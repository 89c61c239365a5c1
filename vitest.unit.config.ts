// The unit suite, in plain Node: alone here, since what runs the other suites takes more than a second to load.

import { defineConfig } from "vitest/config"

import { SETUP, UNIT_TESTS } from "./scripts/unit-files.ts"

/** Others use the machine too: what takes longer hangs. */
export const PATIENT = {
  testTimeout: 400_000 * Math.max(1, Number(process.env["TEST_SCALE"] ?? 1) / 10),
  hookTimeout: 400_000,
  expect: { poll: { timeout: 120_000 } },
}

export default defineConfig({
  test: {
    name: "unit",
    // What the code under test logs is shown for the tests that fail.
    silent: "passed-only",
    tags: [{ name: "slow", description: "Takes about 0.1 s or more: only `npm test` runs it." }],
    // Pure modules keep no state that tests could share; loading them once halves the time.
    isolate: false,
    // Node runs TypeScript by itself, and nothing here puts a module into another's place.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: "100%",
    ...PATIENT,
    include: [...UNIT_TESTS],
    setupFiles: [SETUP],
  },
})
