// The close codes that the server sends, by name: only those that RFC 6455 allows an endpoint to send, and 4000-4999 for
// its own. Source: RFC 6455 section 7.4, PROTOCOL.md E-rules

import { utf8Length } from "./bytes.ts"

export const CLOSE = {
  normal: 1000,
  /** The framing or a message type broke the protocol. */
  protocolError: 1002,
  messageTooBig: 1009,
  /** The session has no room for another socket now. */
  tryAgainLater: 1013,
  internalError: 1011,
  /** The offered subprotocols are not "bokeh" and a token. */
  badSubprotocol: 4000,
  /** The token is not the server's: malformed, or signed with another key. */
  badToken: 4001,
  /** The token is too old to start a session. */
  expiredToken: 4002,
  /** The app's handler threw. */
  handlerFailed: 4003,
  /** The app's code has changed and builds another document: the session starts anew. */
  diverged: 4004,
  /** A message was started and not completed in time. */
  receiveDeadline: 4005,
  /** The app's auth hook requires the visitor to sign in. */
  unauthorized: 4006,
  /** The invitation was revoked. */
  revoked: 4008,
  /** This address does not exist: the app has no group of that name. */
  notFound: 4009,
  /** The socket sends more than it may. */
  tooMuch: 4010,
  /** The client does not read what it is sent. It may reconnect, and pull. */
  tooSlow: 4011,
  /** The visitor has no access, or the session is another user's. */
  forbidden: 4007,
} as const

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** What a page shows for each code, unless the server sends a more exact reason. docs/troubleshooting.md has the same table. */
export const CLOSE_TEXT: Readonly<Record<CloseCode, string>> = {
  1000: "the connection was closed",
  1002: "the client broke the protocol",
  1009: "the message is too large",
  1011: "internal error",
  1013: "there is no room now: try again later",
  4000: "the client does not speak Bokeh's protocol",
  4001: "the token is not one of this server's: load the page again",
  4002: "the token has expired: load the page again",
  4003: "the app failed",
  4004: "the session has another document: connect again",
  4005: "a message was not sent to its end in time",
  4006: "sign in, then load the page again",
  4007: "you do not have access to this",
  4008: "the invitation was revoked",
  4009: "there is nothing at this address",
  4010: "the client sends too much",
  4011: "this client does not read or answer: connect again",
}

/** The given reason of a close, or else the text for the code. */
export function closeText(code: number, reason: string): string {
  const texts: Readonly<Record<number, string>> = CLOSE_TEXT
  return reason === "" ? (texts[code] ?? "") : reason
}

/** The code, or 1011 for a code that no close frame may carry, so that closing a socket never fails. */
export function closeCode(code: number): number {
  const isOfRfc = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
  return isOfRfc || (code >= 3000 && code <= 4999) ? code : CLOSE.internalError
}

const MAX_REASON_BYTES = 123

/** The text, cut between characters to the length that a close frame can carry. */
export function closeReason(text: string): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += utf8Length(character)
    if (bytes > MAX_REASON_BYTES) break
    end += character.length
  }
  return text.slice(0, end)
}
