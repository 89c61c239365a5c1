// Four suites: unit runs in plain Node, runtime in workerd; browser and interop start the whole server, in workerd as well.

import { cloudflareTest } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

import { PATIENT } from "./vitest.unit.config.ts"
import { OWN_NAMES } from "./worker-tests/support/own-names.ts"

/** wrangler's Text rule, for Node: a CSV file imports as its text. */
const csvAsText = {
  name: "csv-as-text",
  transform: (code: string, id: string): string | undefined =>
    id.endsWith(".csv") ? `export default ${JSON.stringify(code)}` : undefined,
}

/** "bokeh-edge" means this repository's source. */
const OWN_NAME = { tsconfigPaths: true }

/** What the package imports from workerd, for Node; its own name, also for samples that are outside of the repository. */
const WORKERS_IN_NODE = { ...OWN_NAME, alias: OWN_NAMES }

export default defineConfig({
  test: {
    // What the code under test logs is shown for the tests that fail.
    silent: "passed-only",
    projects: [
      "vitest.unit.config.ts",
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
          setupFiles: ["worker-tests/support/equal-bytes.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [csvAsText],
        resolve: WORKERS_IN_NODE,
        test: {
          ...PATIENT,
          maxWorkers: 1,
          name: "browser",
          server: { deps: { inline: [/\.csv$/] } },
          include: ["worker-tests/browser/**/*.test.ts", "src/apps/tests/browser/**/*.test.ts"],
          sequence: { groupOrder: 2 },
        },
      },
      {
        plugins: [csvAsText],
        resolve: WORKERS_IN_NODE,
        test: {
          ...PATIENT,
          maxWorkers: 1,
          name: "interop",
          server: { deps: { inline: [/\.csv$/] } },
          include: ["worker-tests/interop/**/*.test.ts", "src/apps/tests/interop/**/*.test.ts"],
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
