// Four suites: unit runs in plain Node, runtime in workerd; browser and interop start the whole server, in workerd as well.

import { join } from "node:path"

import { cloudflareTest } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

/** wrangler's Text rule, for Node: a CSV file imports as its text. */
const csvAsText = {
  name: "csv-as-text",
  transform: (code: string, id: string) =>
    id.endsWith(".csv") ? `export default ${JSON.stringify(code)}` : undefined,
}

/** "bokeh-edge" means this repository's source. */
const OWN_NAME = { tsconfigPaths: true }

/** What the package imports from workerd, for Node; its own name, also for samples that are outside of the repository. */
const WORKERS_IN_NODE = {
  ...OWN_NAME,
  alias: {
    "bokeh-edge/testing": join(import.meta.dirname, "src/testing.ts"),
    "bokeh-edge": join(import.meta.dirname, "src/api.ts"),
    "cloudflare:workers": join(import.meta.dirname, "worker-tests/support/cloudflare-workers.ts"),
  },
}

/** Others use the machine too: what takes longer hangs. */
const PATIENT = {
  testTimeout: 180_000 * Math.max(1, Number(process.env["TEST_SCALE"] ?? 1) / 10),
  hookTimeout: 180_000,
  expect: { poll: { timeout: 120_000 } },
}

export default defineConfig({
  test: {
    // What the code under test logs is shown for the tests that fail.
    silent: "passed-only",
    projects: [
      {
        plugins: [csvAsText],
        resolve: WORKERS_IN_NODE,
        test: {
          name: "unit",
          // Pure modules keep no state that tests could share; loading them once halves the time.
          isolate: false,
          maxWorkers: "100%",
          ...PATIENT,
          include: [
            "worker-tests/unit/**/*.test.ts",
            "worker-tests/contract/**/*.memory.test.ts",
            "src/apps/tests/unit/**/*.test.ts",
            "src/create/template/**/*.test.ts",
          ],
          server: { deps: { inline: [/\.csv$/, /docs-samples/] } },
        },
      },
      {
        resolve: OWN_NAME,
        plugins: [
          cloudflareTest({
            main: "./worker-tests/runtime/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                BOKEH_SECRET_KEY: "runtime-tests",
                BOKEH_EDGE_DEV: "1",
                BOKEH_PY_LOG_LEVEL: "warn",
              },
              durableObjects: {
                CROWDS: { className: "CrowdObject", useSQLite: true },
                STORAGES: { className: "StorageObject", useSQLite: true },
              },
            },
          }),
        ],
        test: {
          ...PATIENT,
          name: "runtime",
          include: [
            "worker-tests/runtime/**/*.test.ts",
            "worker-tests/contract/**/*.workerd.test.ts",
          ],
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: WORKERS_IN_NODE,
        test: {
          ...PATIENT,
          maxWorkers: 1,
          name: "browser",
          include: ["worker-tests/browser/**/*.test.ts", "src/apps/tests/browser/**/*.test.ts"],
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: WORKERS_IN_NODE,
        test: {
          ...PATIENT,
          maxWorkers: 1,
          name: "interop",
          include: ["worker-tests/interop/**/*.test.ts"],
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
