// A separate script for snippets that are drawn by the page's own BokehJS: version 4.0 puts a message into one text
// envelope, followed by its buffers, while the server uses the frames of 3.10. Source: bokehjs
// protocol/{message,receiver}.ts (4.0.0-dev.5)

import type { Bokeh, Connection, Message } from "./bokeh.ts"

type Frame = string | ArrayBuffer

interface Header {
  readonly msgid: string
  readonly msgtype: string
  readonly reqid?: string
  readonly num_buffers?: number
}

interface Envelope {
  readonly header: Header
  readonly content: unknown
  readonly buffers: readonly string[]
}

/** The parts of an incoming message so far. */
interface Incoming {
  readonly texts: string[]
  readonly payloads: ArrayBuffer[]
}

/** Call it before the connection connects. */
function translateEnvelopes(connection: Connection, { version }: Bokeh): void {
  if (Number.parseInt(version, 10) < 4) return
  const { _on_open: onOpen, _on_message: onMessage } = connection
  let incoming: Incoming = { texts: [], payloads: [] }
  connection._on_open = (...callbacks) => {
    incoming = { texts: [], payloads: [] }
    onOpen.call(connection, ...callbacks)
  }
  connection._on_message = ({ data }: { data: unknown }) => {
    if (typeof data === "string") incoming.texts.push(data)
    else if (data instanceof ArrayBuffer) incoming.payloads.push(data)
    const frames = wrapped(incoming)
    if (frames.length > 0) incoming = { texts: [], payloads: [] }
    for (const frame of frames) onMessage.call(connection, { data: frame })
  }
  connection.send = (message) => {
    const { socket } = connection
    if (socket?.readyState !== WebSocket.OPEN) return false
    for (const frame of unwrapped(message)) socket.send(frame)
    return true
  }
}

/** Empty while the message is incomplete. */
function wrapped({ texts, payloads }: Incoming): readonly Frame[] {
  const [head = "", , content, ...refs] = texts
  if (content === undefined) return []
  const { msgid, msgtype, reqid, num_buffers: count = 0 } = parseHeader(head)
  if (payloads.length < count) return []
  const header = JSON.stringify({ msgid, msgtype, reqid })
  const ids = refs.map((ref) => JSON.stringify(parseRef(ref).id)).join()
  return [`{"header":${header},"content":${content},"buffers":[${ids}]}`, ...payloads]
}

function unwrapped(message: Message): readonly Frame[] {
  const frames: Frame[] = []
  message.send({ send: (frame) => void frames.push(frame) })
  const payloads = frames.filter((frame) => frame instanceof ArrayBuffer)
  const { header, content, buffers } = parseEnvelope(frames)
  return [
    JSON.stringify({ ...header, num_buffers: payloads.length }),
    "{}",
    JSON.stringify(content),
    ...payloads.flatMap((payload, i) => [JSON.stringify({ id: buffers[i] }), payload]),
  ]
}

function parseHeader(text: string): Header {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's, PROTOCOL.md F1
  return JSON.parse(text) as Header
}

function parseRef(text: string): { readonly id: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's, PROTOCOL.md F1
  return JSON.parse(text) as { readonly id: string }
}

function parseEnvelope([text]: readonly Frame[]): Envelope {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- BokehJS's own
  return JSON.parse(typeof text === "string" ? text : "") as Envelope
}

window.bokehEdgeEnvelopes = translateEnvelopes
