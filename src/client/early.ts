// A separate script that runs before BokehJS on the server's own pages. It starts loading BokehJS, and meanwhile opens the
// session's socket, on which the document is sent immediately. The page's script passes the socket, with the events so far,
// to BokehJS's connection. Source: bokehjs client/connection.ts (3.10)

import { pageBase } from "./base-url.ts"
import type { Connection } from "./bokeh.ts"
import { loadScript } from "./scripts.ts"
import { socketAddress, socketQuery } from "./socket-url.ts"
import { keptToken } from "./tab.ts"
import { type Early, EARLY_PULL } from "./task.ts"

declare const EARLY: Early

/** If BokehJS has not loaded by then, the socket is closed. */
const PATIENCE_MS = 60_000

const base = pageBase(EARLY)
const token = (EARLY.staysInTab === true ? keptToken() : null) ?? EARLY.token
const socket = new WebSocket(
  `${socketAddress(EARLY, base).href}?${socketQuery(EARLY.version)}&bokeh-pull=1`,
  ["bokeh", token],
)
/** Events that BokehJS has not received yet. */
const events: Event[] = []
let patience: ReturnType<typeof setTimeout> | undefined

function open(): void {
  const source = { base, nonce: "" }
  const scripts = EARLY.scripts.map((script) => loadScript(script, source))
  const loading = Promise.allSettled(scripts).then(() => undefined)
  if (scripts.length > 0) (window.bokehEdgeLoading ??= {})[EARLY.version] = loading
  socket.binaryType = "arraybuffer"
  listen(keep)
  patience = setTimeout(close, PATIENCE_MS)
  window.bokehEdgeEarly = giveTo
}

function keep(event: Event): void {
  events.push(event)
}

function listen(listener: (event: Event) => void): void {
  for (const kind of ["open", "message", "close", "error"] as const) socket[`on${kind}`] = listener
}

function close(): void {
  window.bokehEdgeEarly = undefined
  socket.close(1000)
}

/** Called with the first connection, before it connects. */
function giveTo(connection: Connection): void {
  clearTimeout(patience)
  if (connection.token !== token) {
    close()
    return
  }
  window.bokehEdgeEarly = undefined
  const { connect } = connection
  useForPull(connection)
  connection.connect = () => {
    connection.connect = connect
    const { WebSocket } = window
    // BokehJS creates its socket synchronously.
    window.WebSocket = new Proxy(WebSocket, { construct: () => socket })
    const session = connect.call(connection)
    window.WebSocket = WebSocket
    handOver()
    return session
  }
}

/** BokehJS's own request for the document is not sent: it gets the reply to the implicit request. */
function useForPull(connection: Connection): void {
  const { send, _pending_replies: replies } = connection
  connection.send = (message) => {
    connection.send = send
    const waiting = replies.get(message.msgid())
    if (waiting === undefined) return send.call(connection, message)
    replies.delete(message.msgid())
    replies.set(EARLY_PULL, waiting)
    return true
  }
}

/** One event after the other, as sockets fire them, so that BokehJS's promises settle in between. */
function handOver(): void {
  const { onopen, onmessage, onclose, onerror } = socket
  const tell = (event: Event): void => {
    if (event instanceof MessageEvent) onmessage?.call(socket, event)
    else if (event instanceof CloseEvent) onclose?.call(socket, event)
    else (event.type === "open" ? onopen : onerror)?.call(socket, event)
  }
  const next = (): void => {
    const event = events.shift()
    if (event === undefined) {
      Object.assign(socket, { onopen, onmessage, onclose, onerror })
      return
    }
    tell(event)
    setTimeout(next)
  }
  listen(keep)
  next()
}

open()
