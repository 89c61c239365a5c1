// The files of the unit suite: vitest runs them, and `npm run check` those alone whose ground has changed.

export const UNIT_TESTS: readonly string[] = [
  "worker-tests/unit/**/*.test.ts",
  "worker-tests/contract/**/*.memory.test.ts",
  "src/apps/tests/unit/**/*.test.ts",
  "src/create/template/**/*.test.ts",
]
/** It runs before each of them. */
export const SETUP = "worker-tests/support/unit-setup.ts"
