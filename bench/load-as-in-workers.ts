// Lets Node import what was written for Workers.

import { readFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const OBJECTS = join(import.meta.dirname, "../worker-tests/support/cloudflare-workers.ts")

/** CSV files are texts, and there is no Durable Object. */
export function loadAsInWorkers(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "cloudflare:workers" ? next(OBJECTS, context) : next(specifier, context),
    load: (url, context, next) => {
      if (!url.endsWith(".csv")) return next(url, context)
      const text = readFileSync(fileURLToPath(url), "utf8")
      return {
        format: "module",
        shortCircuit: true,
        source: `export default ${JSON.stringify(text)}`,
      }
    },
  })
}
