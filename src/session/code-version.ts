// The version of the app's code that runs. A session that another version built is carried over.

import { createHash } from "node:crypto"

import type { Route } from "../app/route.ts"
import { isRecord } from "../util/record.ts"

/**
 * The prefix of a version that is computed from the handler's own source. Code in other functions may have changed without
 * changing it.
 */
const SOURCE = "source "

/**
 * BOKEH_EDGE_VERSION (`npm start` sets it to a hash of the bundle), or the platform's version of the Worker, from the
 * binding CF_VERSION_METADATA. Without either, and in development, where code is replaced while the server runs: a hash of
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

/** True for a version that differs whenever any code differs. */
export function isCertain(version: string): boolean {
  return !version.startsWith(SOURCE)
}
