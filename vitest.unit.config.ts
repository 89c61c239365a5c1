// The unit suite, in plain Node: alone here, since what runs the other suites takes more than a second to load.

import { join } from "node:path"

import { defineConfig } from "vitest/config"

/** wrangler's Text rule, for Node: a CSV file imports as its text. */
export const csvAsText = {
  name: "csv-as-text",
  transform: (code: string, id: string): string | undefined =>
    id.endsWith(".csv") ? `export default ${JSON.stringify(code)}` : undefined,
}

/** "bokeh-edge" means this repository's source. */
export const OWN_NAME = { tsconfigPaths: true }

/** What the package imports from workerd, for Node; its own name, also for samples that are outside of the repository. */
export const WORKERS_IN_NODE = {
  ...OWN_NAME,
  alias: {
    "bokeh-edge/alone": join(import.meta.dirname, "src/alone.ts"),
    "bokeh-edge/testing": join(import.meta.dirname, "src/testing.ts"),
    "bokeh-edge": join(import.meta.dirname, "src/api.ts"),
    "cloudflare:workers": join(import.meta.dirname, "worker-tests/support/cloudflare-workers.ts"),
  },
}

/** Others use the machine too: what takes longer hangs. */
export const PATIENT = {
  testTimeout: 400_000 * Math.max(1, Number(process.env["TEST_SCALE"] ?? 1) / 10),
  hookTimeout: 400_000,
  expect: { poll: { timeout: 120_000 } },
}

export default defineConfig({
  plugins: [csvAsText],
  resolve: WORKERS_IN_NODE,
  test: {
    name: "unit",
    // What the code under test logs is shown for the tests that fail.
    silent: "passed-only",
    tags: [{ name: "slow", description: "Takes 0.2 s or more: only `npm test` runs it." }],
    // Pure modules keep no state that tests could share; loading them once halves the time.
    isolate: false,
    // What a module is transformed to is kept under node_modules, by its content.
    fsModuleCache: true,
    maxWorkers: "100%",
    ...PATIENT,
    include: [
      "worker-tests/unit/**/*.test.ts",
      "worker-tests/contract/**/*.memory.test.ts",
      "src/apps/tests/unit/**/*.test.ts",
      "src/create/template/**/*.test.ts",
    ],
    setupFiles: ["worker-tests/support/equal-bytes.ts"],
    server: { deps: { inline: [/\.csv$/, /docs-samples/] } },
  },
})
