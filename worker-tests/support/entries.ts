// The Workers that tests start.

/** The examples' Worker. @public for their own tests */
export const EXAMPLES = "src/index.ts"
/** The Worker of all other tests and the benchmarks. */
export const TEST_APPS = "worker-tests/support/test-apps.ts"
