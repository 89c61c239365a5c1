// What opens a session, on its way from the Worker to the session's object, and kept there for each wake.

import { isRecord } from "../util/record.ts"
import type { User } from "./auth.ts"
import type { SessionRequest } from "./session-request.ts"

/** The Worker sets it on every request to an object; what a client sends under this name is overwritten. */
export const SESSION_OPEN_HEADER = "x-bokeh-edge-open"

export interface SessionOpen {
  readonly sessionId: string
  /** The pattern of the route, which names the handler. */
  readonly pattern: string
  readonly params: Readonly<Record<string, string | number>>
  readonly request: SessionRequest
  /** Whose session it is, where the route asks. */
  readonly user?: User
  /** By which invitation this socket comes into somebody else's session. */
  readonly invite?: { readonly id: string; readonly role: "viewer" | "editor" }
  /** The token is valid but old: it may join a session that lives, and may not start one. */
  readonly hasExpired: boolean
}

/** As text that may stand in a header. */
export function encodeSessionOpen(open: SessionOpen): string {
  return encodeURIComponent(JSON.stringify(open))
}

/** @throws when the text is not one of encodeSessionOpen's */
export function parseSessionOpen(text: string): SessionOpen {
  const open: unknown = JSON.parse(decodeURIComponent(text))
  if (isRecord(open) && typeof open["sessionId"] === "string" && isRecord(open["request"])) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the Worker made it: clients can't set this header
    return open as unknown as SessionOpen
  }
  throw new Error("not a SessionOpen")
}
