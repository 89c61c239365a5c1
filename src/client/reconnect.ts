// A page that lost its connection reconnects by itself for as long as it is open, unless the server has disconnected it for
// good. Source: bokehjs client/connection.ts

import type { Connection } from "./bokeh.ts"
import { showLine } from "./status-line.ts"

/** BokehJS waits 0, 2, 4, 8 and 16 s, and then gives up. */
const MAX_DELAY_MS = 8000
const ATTEMPTS_LEFT = 2
/** After this time, a page that was about to be left is still open. */
const LEAVE_MS = 1000

/**
 * badToken, expiredToken, unauthorized, forbidden, revoked, notFound; and the app's own codes, which are 3000 to 3999 and
 * 4100 to 4999. Source: PROTOCOL.md
 */
const SHUT_OUT = /^(400[126-9]|3|4[1-9])/

export function reconnect(connection: Connection): void {
  const { _schedule_reconnect: schedule, _on_close: onClose } = connection
  let isScheduled = false
  connection._schedule_reconnect = (delayMs) => {
    isScheduled = true
    const { _reconnection_attempts_left: left = 0 } = connection
    connection._reconnection_attempts_left = Math.max(left, ATTEMPTS_LEFT)
    schedule.call(connection, Math.min(delayMs, MAX_DELAY_MS))
  }
  connection._on_close = (event, reject) => {
    if (SHUT_OUT.test(String(event.code))) {
      connection.closed_permanently = true
      showLine(`The connection was closed: ${event.reason || `code ${event.code}`}.`)
    }
    isScheduled = false
    onClose.call(connection, event, reject)
    // After "beforeunload", BokehJS does not reconnect. But a link to a file or to a mail program leaves the page open.
    if (isScheduled || connection.closed_permanently) return
    setTimeout(() => connection._schedule_reconnect(LEAVE_MS), LEAVE_MS)
  }
}
