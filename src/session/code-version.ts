// Which version of the app's code runs: a session that other code has built is carried over.

import { createHash } from "node:crypto"

import type { Route } from "../app/route.ts"
import { isRecord } from "../util/record.ts"

/** A version that is computed from the handler's own source: code in other functions may have changed all the same. */
const SOURCE = "source "

/**
 * BOKEH_EDGE_VERSION (`npm start` sets it to a hash of the bundle), or the platform's version of the Worker, as the binding
 * CF_VERSION_METADATA tells it. Without either, and in development, where code is exchanged while the server runs: a hash of
 * the handler's source.
 */
export function codeVersion(env: Readonly<Record<string, unknown>>, { handler }: Route): string {
  const { BOKEH_EDGE_VERSION: given, CF_VERSION_METADATA: metadata, BOKEH_EDGE_DEV: dev } = env
  const named = typeof given === "string" ? given : ""
  if (named !== "" && dev !== "1") return named
  if (named === "" && isRecord(metadata) && typeof metadata["id"] === "string")
    return metadata["id"]
  const source = createHash("sha256").update(String(handler)).digest("base64url").slice(0, 22)
  return `${SOURCE}${named} ${source}`
}

/** True for a version that says for certain that nothing else is another version. */
export function isCertain(version: string): boolean {
  return !version.startsWith(SOURCE)
}
