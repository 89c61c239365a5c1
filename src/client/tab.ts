// Opens a page's session: with retries while the server restarts, and, in a tab that is reloaded, the session that it had.

import type { Session } from "./bokeh.ts"
import { messageOf } from "./error-box.ts"

type Pull = (token: string) => Promise<Session>

/** The delays before each further attempt. A deploy takes seconds. */
const DELAYS_MS = [500, 1000, 2000, 4000, 8000]

/**
 * The socket was cut, or the server failed or was restarted: another attempt may succeed. 4004 starts the session anew.
 * BokehJS has the code only in its message. Source: IANA's list, PROTOCOL.md
 */
const CUT = /connection, (100[156]|101[123]|4004)/

/** Also a server that cannot be reached may be back soon, and still have the session. */
const AWAY = RegExp(`${CUT.source}|open websocket`)

/** All but badToken, expiredToken, unauthorized and forbidden, with which a token is no longer of any use. */
const GOOD = /connection, (?!400[1267])|open websocket/

const KEY = `bokeh-edge ${location.pathname}${location.search}`

/** Uses the token that this tab had before, unless the server rejects it because the session is over. */
export async function openInTab(pull: Pull, token: string): Promise<Session> {
  const kept = keptToken()
  try {
    if (kept !== null) return await openPatiently(pull, kept, AWAY)
  } catch (error) {
    if (GOOD.test(messageOf(error))) throw error // BokehJS itself fails on text that is not a token
  }
  const session = await openPatiently(pull, token)
  keep(token)
  return session
}

/** Tries again when the connection was cut while the session was being opened. */
export async function openPatiently(
  pull: Pull,
  token: string,
  passing: RegExp = CUT,
): Promise<Session> {
  for (const delayMs of DELAYS_MS) {
    try {
      return await pull(token)
    } catch (error) {
      if (!passing.test(messageOf(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  return pull(token)
}

/** Some browsers let no page store anything. */
export function keptToken(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(KEY, token)
  } catch {
    // Then a reload starts a new session.
  }
}
