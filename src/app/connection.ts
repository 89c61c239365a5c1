// A session's sockets as an app sees them.

import { utf8Length } from "../util/bytes.ts"
import { shown } from "../util/clipped.ts"
import { GROUP_LIMITS, REQUEST_LIMITS, WINDOW_LIMITS } from "../util/limits.ts"
import { fieldsOf } from "../util/record.ts"
import type { User } from "./auth.ts"
import type { SessionRequest } from "./session-request.ts"

/** One open socket: a window, a frame of a page, or a Python program. */
export interface Connection {
  readonly id: string
  /** The same for all sockets of one page: when it connects again, it is the same window. */
  readonly windowId: string
  /** What the page asked for that opened this socket; `context.request` is the one that opened the session. */
  readonly request: SessionRequest
  /** Guests come by an invitation. */
  readonly role: "owner" | "editor" | "viewer"
  /** Who is at its other end, as the `auth` hook says; undefined without one. */
  readonly user: User | undefined
  /** The invitation that a guest came by. */
  readonly inviteId: string | undefined
  /** What `attach` was given last, as JSON keeps it; it lasts as long as the socket. */
  readonly data: unknown
  /** Keeps `data` (JSON of at most 2048 bytes) with the socket. @throws ConnectionError when it is larger, or no JSON */
  attach(data: unknown): void
  /** As `doc.send_message`, to this client alone, after all that has changed so far. */
  send_message(msg_type: string, msg_data: unknown): void
  /** Has this window put a string on its clipboard; it says whether it could. @throws ConnectionError when it is too long */
  copyText(text: string): void
  /** Has this window open a page in another tab. @param url http, https, or a path. @throws ConnectionError for others */
  openLink(url: string): void
  /** Has this window save a file of that content. */
  download(name: string, content: string | Uint8Array): void
  /** Shows a line in this window, for 10 s. @throws ConnectionError when it has more than 1000 characters */
  notify(text: string): void
  /** Closes the socket; in `connect`: refuses it. @param code 1000, or 3000 to 4999 @throws ConnectionError for others */
  close(code?: number, reason?: string): void
}

/** A whole message, whatever frames it came in. */
export interface SocketMessage {
  readonly msgtype: string
  readonly content: unknown
}

/** An app asks of a connection what it can't do. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError"
}

/** What `attach` keeps. @throws ConnectionError when it is too large, or no JSON */
export function encodeConnectionData(data: unknown): string {
  const text: string | undefined = JSON.stringify(data ?? null)
  if (text === undefined) throw new ConnectionError(`a ${typeof data} can't be attached: only JSON`)
  const bytes = utf8Length(text)
  if (bytes <= REQUEST_LIMITS.attachedBytes) return text
  throw new ConnectionError(
    `a connection keeps ${REQUEST_LIMITS.attachedBytes} bytes, not ${bytes}: attach less, or use context.storage`,
  )
}

/** @throws ConnectionError when a window is not asked for so much */
export function assertChars(method: "copyText" | "notify", { length }: string): void {
  const most = WINDOW_LIMITS[method === "notify" ? "noticeChars" : "copiedChars"]
  if (length <= most) return
  throw new ConnectionError(`${method}: expected at most ${most} characters, got ${length}`)
}

/** @throws ConnectionError for a code that an endpoint may not send */
export function assertCloseCode(code: number): void {
  if (code === 1000 || (Number.isInteger(code) && code >= 3000 && code <= 4999)) return
  throw new ConnectionError(`close: code must be 1000 or from 3000 to 4999, got ${code}`)
}

/** @throws ConnectionError for what is no link of the web's, or of this server's */
export function assertLink(url: string): void {
  // Browsers leave out tabs and line breaks, wherever they stand: "/\t/" would be another server.
  if (/^(?:https?:\/\/|\/(?![/\\]))[^\t\n\r]*$/i.test(url)) return
  throw new ConnectionError(
    `openLink: expected an http or https URL, or a path that begins with "/", got ${shown(url)}`,
  )
}

/** Of who is at its other end: the user's name, or the one that the app has attached. */
export function nameOf({ user, data }: Connection): string | undefined {
  return nameIn(user) ?? nameIn(data)
}

function nameIn(found: unknown): string | undefined {
  const name = fieldsOf(found)["name"]
  return typeof name === "string" ? name.slice(0, GROUP_LIMITS.nameChars) : undefined
}
