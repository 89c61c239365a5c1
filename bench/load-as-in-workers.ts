// Lets Node import code that was written for Workers.

import { readFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const ROOT = join(import.meta.dirname, "..")
const STAND_INS: Readonly<Record<string, string>> = {
  "bokeh-edge": join(ROOT, "src/api.ts"),
  "cloudflare:workers": join(ROOT, "worker-tests/support/cloudflare-workers.ts"),
}

/** CSV files are strings, the package is this repository's source, and Durable Objects are missing. */
export function loadAsInWorkers(): void {
  registerHooks({
    resolve: (specifier, context, next) => next(STAND_INS[specifier] ?? specifier, context),
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
