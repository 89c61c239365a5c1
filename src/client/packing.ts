// Makes a connection of BokehJS's send and accept several frames in one websocket message, if the server offers it. Source:
// bokehjs client/connection.ts, protocol/{message,receiver}.ts, PROTOCOL.md F4

import { isPackedText, packFrames, unpackBinary, unpackText } from "../protocol/packed-frames.ts"
import type { Connection, Message } from "./bokeh.ts"

/** Larger messages are sent unpacked, because packing copies them. */
const MAX_PACKED = 1 << 20
/** A frame that is followed by a binary one. */
const BUFFER_HEADER = /^\{"id":/

/** Call it before the connection connects. */
export function packMessages(connection: Connection): void {
  const { _on_open: onOpen, _on_message: onMessage } = connection
  const { send } = connection
  /** The first message from the server shows it. */
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

/** BokehJS's frames for a message, packed unless it is large. */
function framesOf(message: Message): readonly (string | Uint8Array<ArrayBuffer>)[] {
  const frames: (string | Uint8Array<ArrayBuffer>)[] = []
  message.send({
    send: (frame) => void frames.push(typeof frame === "string" ? frame : new Uint8Array(frame)),
  })
  const size = frames.reduce((sum, frame) => sum + frame.length, 0)
  return size > MAX_PACKED ? frames : [packFrames(frames)]
}
