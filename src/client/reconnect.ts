// A page that lost its connection reconnects by itself for as long as it is open, unless the server has disconnected it for
// good. Source: bokehjs client/connection.ts

import type { Connection } from "./bokeh.ts"
import { showLine } from "./status-line.ts"

/** BokehJS waits 0, 2, 4, 8 and 16 s, and then gives up. */
const MAX_DELAY_MS = 8000
const ATTEMPTS_LEFT = 2

/** badToken, expiredToken, unauthorized, forbidden, revoked, notFound. Source: PROTOCOL.md */
const SHUT_OUT: readonly number[] = [4001, 4002, 4006, 4007, 4008, 4009]
/** From here on, and below 4000, codes are the app's: it does not want this page to reconnect. */
const FIRST_OF_APP = 4100

export function reconnect(connection: Connection): void {
  const { _schedule_reconnect: schedule, _on_close: onClose } = connection
  connection._schedule_reconnect = (delayMs) => {
    const left = connection._reconnection_attempts_left ?? 0
    connection._reconnection_attempts_left = Math.max(left, ATTEMPTS_LEFT)
    schedule.call(connection, Math.min(delayMs, MAX_DELAY_MS))
  }
  connection._on_close = (event, reject) => {
    if (isShutOut(event.code)) {
      connection.closed_permanently = true
      showLine(`The connection was closed: ${event.reason || `code ${event.code}`}.`)
    }
    onClose.call(connection, event, reject)
  }
}

function isShutOut(code: number): boolean {
  const isOfApp = code >= FIRST_OF_APP || (code >= 3000 && code < 4000)
  return isOfApp || SHUT_OUT.includes(code)
}
