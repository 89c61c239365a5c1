// A session's sockets, as an app sees them.

import { utf8Length } from "../util/bytes.ts"
import { checkedJson } from "../util/checked-json.ts"
import { shown } from "../util/clipped.ts"
import { GROUP_LIMITS, REQUEST_LIMITS } from "../util/limits.ts"
import { fieldsOf } from "../util/record.ts"
import type { User } from "./auth.ts"
import type { SessionRequest } from "./session-request.ts"

/** One open socket: a window, a frame of a page, or a Python program. */
export interface Connection {
  readonly id: string
  /** The same for all sockets of one page: after a reconnect it is still the same window. */
  readonly windowId: string
  /** The request of the page that opened this socket. `context.request` is the request that opened the session. */
  readonly request: SessionRequest
  /** Guests have the role of their invitation. In a session with `shared`, the `auth` hook decides. */
  readonly role: "owner" | "editor" | "viewer"
  /** The user, as the `auth` hook returned it; undefined without a hook. */
  readonly user: User | undefined
  /** The invitation that a guest came by. */
  readonly inviteId: string | undefined
  /** The last value given to `attach`, as JSON keeps it. It lasts as long as the socket. */
  readonly data: unknown
  /** Stores `data` (JSON of at most 2048 bytes) with the socket. @throws ConnectionError when it is larger, or not JSON */
  attach(data: unknown): void
  /** Like `doc.send_message`, to this client only, after all changes made so far. */
  send_message(msg_type: string, msg_data: unknown): void
  /**
   * Puts a string on the clipboard of this window, which shows whether that worked. @throws ConnectionError when it is too
   * long
   */
  copyText(text: string): void
  /**
   * Opens a page in another tab of this window. @param url http, https, or a path. @throws ConnectionError for any other
   * URL
   */
  openLink(url: string): void
  /** Saves a file with this content from this window. @throws ConnectionError for other content */
  download(name: string, content: string | Uint8Array): void
  /** Shows a line of text in this window for 10 s. @throws ConnectionError when it has more than 1000 characters */
  notify(text: string): void
  /** Closes the socket; in `connect`: refuses it. @param code 1000, or 3000 to 4999 @throws ConnectionError for other codes */
  close(code?: number, reason?: string): void
}

/** A whole message, however many frames it came in. */
export interface SocketMessage {
  readonly msgtype: string
  readonly content: unknown
}

/** An app called a connection's method with arguments that the connection cannot accept. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError"
}

/** Encodes the argument of `attach`. @throws ConnectionError when it is too large, or not JSON */
export function encodeConnectionData(data: unknown): string {
  const text = checkedJson(data, (reason) => new ConnectionError(`attach: data ${reason}`))
  const bytes = utf8Length(text)
  if (bytes <= REQUEST_LIMITS.attachedBytes) return text
  throw new ConnectionError(
    `a connection keeps ${REQUEST_LIMITS.attachedBytes} bytes, not ${bytes}: attach less, or use context.storage`,
  )
}

/** @throws ConnectionError when it is not a string, or longer than a window accepts */
export function assertChars(method: string, text: unknown, most: number): void {
  const got = typeof text === "string" ? text.length : shown(text)
  if (typeof got === "number" && got <= most) return
  throw new ConnectionError(
    `${method}: expected a string of at most ${most} characters, got ${got}`,
  )
}

/** @throws ConnectionError when it is not the name or the content of a file */
export function assertFile(name: unknown, content: unknown): void {
  if (typeof name === "string" && (typeof content === "string" || content instanceof Uint8Array))
    return
  throw new ConnectionError(
    `download: expected a name, and a string or bytes, got ${shown(name)}, ${shown(content)}`,
  )
}

/** @throws ConnectionError for a code that an endpoint may not send */
export function assertCloseCode(code: number): void {
  if (code === 1000 || (Number.isInteger(code) && code >= 3000 && code <= 4999)) return
  throw new ConnectionError(`close: code must be 1000 or from 3000 to 4999, got ${code}`)
}

/** @throws ConnectionError for anything but a web link or a path on this server */
export function assertLink(url: string): void {
  // Browsers ignore tabs and line breaks anywhere in a URL: "/\t/" would lead to another server.
  if (/^(?:https?:\/\/|\/(?![/\\]))[^\t\n\r]*$/i.test(url)) return
  throw new ConnectionError(
    `openLink: expected an http or https URL, or a path that begins with "/", got ${shown(url)}`,
  )
}

/** The name of the person at the other end: the user's name, or the name that the app has attached. */
export function nameOf({ user, data }: Connection): string | undefined {
  return nameIn(user) ?? nameIn(data)
}

function nameIn(found: unknown): string | undefined {
  const name = fieldsOf(found)["name"]
  return typeof name === "string" ? name.slice(0, GROUP_LIMITS.nameChars) : undefined
}
