// The names of the Durable Objects: who computes the same name reaches the same object.

import { createHash } from "node:crypto"

import type { Match } from "../app/route.ts"
import { sharedSessionId } from "../session/token.ts"

/** A route with its parameters: what a session, a snapshot and an invitation belong to. */
export interface Place {
  readonly pattern: string
  readonly params: Readonly<Record<string, string | number>>
}

/** As a string: the pattern, and a hash of the parameters where it has any, since these may be long. */
export function placeKey({ pattern, params }: Place): string {
  // Only a space separates the parts.
  const name = pattern.replaceAll(" ", "%20")
  return Object.keys(params).length === 0 ? name : `${name} ${shortHash(JSON.stringify(params))}`
}

/** The same id in two places is two sessions, as in Bokeh: what is allowed in one place says nothing about another. */
export function sessionName(place: Place, sessionId: string): string {
  return `${placeKey(place)} ${sessionId}`
}

/** 132 bits: nobody finds two strings with one hash. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22)
}

/**
 * The id of the one session of a place where all visitors share it; undefined where each has one of their own, as the
 * visitors of a copy's link have.
 */
export function sharedIdOf(
  url: URL,
  { route, params }: Pick<Match, "route" | "params">,
): string | undefined {
  const isCopy = url.searchParams.has("bokeh-snapshot")
  if (route.options.session?.shared === undefined || isCopy) return undefined
  return sharedSessionId(shortHash(placeKey({ pattern: route.pattern, params })))
}
