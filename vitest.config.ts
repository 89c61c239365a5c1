// Four suites: unit runs in plain Node, runtime in workerd; browser and interop start the whole server, in workerd as well.

import { cloudflareTest } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

import { csvAsText, OWN_NAME, PATIENT, WORKERS_IN_NODE } from "./vitest.unit.config.ts"

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
