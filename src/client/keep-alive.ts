// Notices a connection that died without closing: the page pings, and the object's runtime replies without waking it.
// Source: bokehjs client/connection.ts

import type { Connection } from "./bokeh.ts"
import { PING, PONG } from "./task.ts"

const PING_MS = 15_000
/** How long the reply may take; and how long after a network change or a return to the tab, when somebody is waiting. */
const ANSWER_MS = 10_000
const SOON_MS = 3000
/** `WebSocket.OPEN`, in fewer characters. */
const OPEN = 1
const RECENT_MS = 2000

/** @returns a function that stops it */
export function keepAlive(connection: Connection): () => void {
  let pingedAtMs = 0
  let deadline: ReturnType<typeof setTimeout> | undefined
  const heard = (): void => {
    clearTimeout(deadline)
    deadline = undefined
  }
  const ping = (answerMs: number): void => {
    const { socket } = connection
    if (socket?.readyState !== OPEN) return
    pingedAtMs = Date.now()
    socket.send(PING)
    deadline ??= setTimeout(() => {
      heard()
      if (connection.socket === socket) giveUp(connection, socket)
    }, answerMs)
  }
  const { _on_message: onMessage } = connection
  connection._on_message = (event) => {
    heard()
    if (event.data === PONG) return
    // A tab in the background has slow timers, but receives messages: it pings when it gets one. Absolute, since the clock
    // may be set back.
    if (Math.abs(Date.now() - pingedAtMs) > RECENT_MS) ping(ANSWER_MS)
    onMessage.call(connection, event)
  }
  const look = (): void => {
    if (document.hidden) return
    // As BokehJS's own notification does.
    if (connection.socket === null) void connection.reconnect?.()
    else ping(SOON_MS)
  }
  ping(ANSWER_MS)
  const timer = setInterval(() => {
    ping(ANSWER_MS)
  }, PING_MS)
  const end = new AbortController() // listeners use its signal
  addEventListener("online", look, end)
  addEventListener("offline", look, end)
  document.addEventListener("visibilitychange", look, end)
  return () => {
    clearInterval(timer)
    heard()
    end.abort()
  }
}

/** A browser waits for the other end before it fires the close event: BokehJS gets the event immediately. */
function giveUp(connection: Connection, socket: WebSocket): void {
  for (const name of ["onopen", "onmessage", "onclose", "onerror"] as const) socket[name] = null
  socket.close()
  connection._on_close({ code: 1006, reason: "no answer" }, () => undefined)
}
