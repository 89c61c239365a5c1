// The files of the unit suite. vitest runs all of them, `npm run check` only those whose dependencies have changed.

export const UNIT_TESTS: readonly string[] = [
  "worker-tests/unit/**/*.test.ts",
  "worker-tests/contract/**/*.memory.test.ts",
  "src/apps/tests/unit/**/*.test.ts",
  "src/create/template/**/*.test.ts",
]
/** The setup file, which runs before each of them. */
export const SETUP = "worker-tests/support/unit-setup.ts"
