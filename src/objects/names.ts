// The names of the Durable Objects. Everyone who computes the same name reaches the same object.

import { createHash } from "node:crypto"

/** A route with its parameters: a session, a snapshot or an invitation belongs to one. */
export interface Place {
  readonly pattern: string
  readonly params: Readonly<Record<string, string | number>>
}

/** The place as a string: the pattern, and a hash of the parameters, if any, because these may be long. */
export function placeKey({ pattern, params }: Place): string {
  // Only a space separates the parts.
  const name = pattern.replaceAll(" ", "%20")
  return Object.keys(params).length === 0 ? name : `${name} ${shortHash(JSON.stringify(params))}`
}

/** The same id in two places means two sessions, as in Bokeh: access to one place gives no access to another. */
export function sessionName(place: Place, sessionId: string): string {
  return `${placeKey(place)} ${sessionId}`
}

/** 132 bits: nobody finds two strings with the same hash. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22)
}
