// The Workers that tests start.

/** Of the examples. @public for their own tests */
export const EXAMPLES = "src/index.ts"
/** Of all other tests, and the benchmarks. */
export const TEST_APPS = "worker-tests/support/test-apps.ts"
