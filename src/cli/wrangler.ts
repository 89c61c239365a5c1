// The project's own wrangler.

import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { isRecord } from "../util/record.ts"
import { CliError } from "./cli-error.ts"
import { packageFolder } from "./package-folder.ts"

/** wrangler itself refuses older versions, with a longer message. */
const MIN_NODE = [22, 12] as const

/** Makes no network requests: no statistics, no update check, no request.cf of a real place. */
export const WRANGLER_ENV = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  // Traces that nobody reads cost half a millisecond for each frame.
  X_LOCAL_OBSERVABILITY: "false",
} as const

/** Its program, for Node. @throws CliError when it is not installed, or Node is too old for it */
export function findWrangler(folder: string): string {
  const { node } = process.versions
  if (isOlder(node)) {
    throw new CliError(`wrangler needs Node ${MIN_NODE.join(".")} or newer, this is ${node}`)
  }
  const found = packageFolder("wrangler", folder)
  if (found !== undefined) return join(found, "bin/wrangler.js")
  throw new CliError("wrangler is not installed. Run: npm install --save-dev wrangler")
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])
}

/** Its functions for programs. @throws CliError when it is not installed */
export async function wranglerModule(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const program = join(findWrangler(folder), "../../wrangler-dist/cli.js")
  const module: unknown = await import(pathToFileURL(program).href)
  return isRecord(module) ? module : {}
}
