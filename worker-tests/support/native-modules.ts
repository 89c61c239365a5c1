// Lets Node itself load the modules of the unit suite: it caches compiled code, and vitest need not handle each import.

import { readFileSync } from "node:fs"
import { registerHooks, type ResolveFnOutput } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"

import { OWN_NAMES } from "./own-names.ts"

/** vitest gives each test file a name for this run only, which Node would keep forever. */
const OF_THIS_RUN = /(?:\?|%3F)vitest=\d+$/
/** In watch mode, vitest must know all imports. */
const IS_WATCHED = process.env["VITEST_MODE"] === "WATCH"

registerHooks({
  resolve: (specifier, context, next) =>
    resolved(specifier, context.parentURL) ?? next(specifier, context),
})

function resolved(specifier: string, parentUrl?: string): ResolveFnOutput | undefined {
  const own = OWN_NAMES[specifier]
  if (own !== undefined) return typescript(pathToFileURL(own).href)
  if (specifier.endsWith(".csv")) return csv(new URL(specifier, parentUrl).href)
  if (IS_WATCHED) return undefined
  if (OF_THIS_RUN.test(specifier)) return typescript(specifier.replace(OF_THIS_RUN, ""))
  const isOurs = specifier.startsWith(".") && specifier.endsWith(".ts")
  return isOurs ? typescript(new URL(specifier, parentUrl).href) : undefined
}

function typescript(url: string): ResolveFnOutput {
  return { url, format: "module-typescript", shortCircuit: true }
}

/** wrangler's Text rule: a CSV file imports as its text. */
function csv(file: string): ResolveFnOutput {
  const code = `export default ${JSON.stringify(readFileSync(fileURLToPath(file), "utf8"))}`
  const url = `data:text/javascript,${encodeURIComponent(code)}`
  return { url, format: "module", shortCircuit: true }
}
