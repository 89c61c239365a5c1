// The names of the Durable Objects: who computes the same name reaches the same object.

import { createHash } from "node:crypto"

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
