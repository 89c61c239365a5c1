// Opens a page's session: with retries while the server restarts, and, in a tab that is reloaded, the session that it had.

import type { Session } from "./bokeh.ts"
import { messageOf } from "./error-box.ts"

type Pull = (token: string) => Promise<Session>

/** The delays before each further attempt. A deploy takes seconds. */
const DELAYS_MS = [500, 1000, 2000, 4000, 8000]

/** badToken, expiredToken, unauthorized, forbidden: the token is no longer of any use. Source: PROTOCOL.md */
const OVER: readonly number[] = [4001, 4002, 4006, 4007]

/**
 * The socket was cut, or the server was restarted: another attempt may succeed. 4004 starts the session anew. Source:
 * IANA's list, PROTOCOL.md
 */
const PASSING: readonly number[] = [1001, 1005, 1006, 1012, 1013, 4004]

/** Tries again when the connection was cut while the session was being opened. */
export async function openPatiently(pull: Pull, token: string): Promise<Session> {
  return withPatience(() => pull(token), wasCut)
}

/** Uses the token that this tab had before, unless the server rejects it because the session is over. */
export async function openInTab(pull: Pull, token: string): Promise<Session> {
  const kept = keptToken()
  const resumed = kept === null ? undefined : await resume(pull, kept)
  if (resumed !== undefined) return resumed
  const session = await openPatiently(pull, token)
  keep(token)
  return session
}

/** A server that cannot be reached may be back soon, and still have the session. */
async function resume(pull: Pull, token: string): Promise<Session | undefined> {
  try {
    return await withPatience(
      () => pull(token),
      (error) => wasCut(error) || isUnreachable(error),
    )
  } catch (error) {
    if (isGood(error)) throw error
    return undefined
  }
}

/** Whether the token may still be valid. BokehJS itself fails on text that is not a token. */
function isGood(error: unknown): boolean {
  const code = codeOf(error)
  return code === undefined ? isUnreachable(error) : !OVER.includes(code)
}

async function withPatience(
  open: () => Promise<Session>,
  mayPass: (error: unknown) => boolean,
): Promise<Session> {
  for (const delayMs of DELAYS_MS) {
    try {
      return await open()
    } catch (error) {
      if (!mayPass(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  return open()
}

function wasCut(error: unknown): boolean {
  return PASSING.includes(codeOf(error) ?? 0)
}

/** BokehJS has the code only in its message. */
function codeOf(error: unknown): number | undefined {
  const [, code] = /^Lost websocket connection, (\d+)/.exec(messageOf(error)) ?? []
  return code === undefined ? undefined : Number(code)
}

function isUnreachable(error: unknown): boolean {
  return messageOf(error).includes("open websocket")
}

/** Some browsers let no page store anything. */
export function keptToken(): string | null {
  try {
    return sessionStorage.getItem(key())
  } catch {
    return null
  }
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(key(), token)
  } catch {
    // Then a reload starts a new session.
  }
}

function key(): string {
  return `bokeh-edge ${location.pathname}${location.search}`
}
