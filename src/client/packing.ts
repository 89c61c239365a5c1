// Has a connection of BokehJS's send and take several frames as one websocket message, as the server offers it.
// Source: bokehjs client/connection.ts, protocol/{message,receiver}.ts, PROTOCOL.md F4

import { isPackedText, packFrames, unpackBinary, unpackText } from "../protocol/packed-frames.ts"
import type { Connection, Message } from "./bokeh.ts"

/** Larger messages go as they are: they would be copied. */
const MAX_PACKED = 1 << 20
/** A frame that a binary one follows. */
const BUFFER_HEADER = /^\{"id":/

/** Before it connects. */
export function packMessages(connection: Connection): void {
  const { _on_open: onOpen, _on_message: onMessage } = connection
  const { send } = connection
  /** What the server sends first shows it. */
  let isPacked = false
  let last: unknown
  connection._on_open = (...callbacks) => {
    isPacked = false
    onOpen.call(connection, ...callbacks)
  }
  const take = (data: unknown): void => {
    last = data
    onMessage.call(connection, { data })
  }
  connection._on_message = ({ data }) => {
    const frames = unpacked(data, last)
    isPacked ||= frames !== undefined
    for (const frame of frames ?? [data]) take(frame)
  }
  connection.send = (message) => {
    const { socket } = connection
    if (!isPacked || socket === null) return send.call(connection, message)
    for (const frame of framesOf(message)) socket.send(frame)
    return true
  }
}

function unpacked(data: unknown, last: unknown): readonly (string | ArrayBuffer)[] | undefined {
  if (typeof data === "string") return isPackedText(data) ? unpackText(data) : undefined
  const isBuffer = typeof last === "string" && BUFFER_HEADER.test(last)
  return data instanceof ArrayBuffer && !isBuffer ? unpackBinary(data) : undefined
}

/** What BokehJS sends for a message, packed unless it is large. */
function framesOf(message: Message): readonly (string | Uint8Array<ArrayBuffer>)[] {
  const frames: (string | Uint8Array<ArrayBuffer>)[] = []
  message.send({
    send: (frame) => void frames.push(typeof frame === "string" ? frame : new Uint8Array(frame)),
  })
  const size = frames.reduce((sum, frame) => sum + frame.length, 0)
  return size > MAX_PACKED ? frames : [packFrames(frames)]
}
