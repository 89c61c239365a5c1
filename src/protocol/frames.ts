// Messages and their websocket frames: header, metadata, content, then a header and a payload for each buffer. Source:
// bokehjs protocol/receiver.ts, Python bokeh.protocol.receiver (3.10), PROTOCOL.md F-rules

import { utf8Length } from "../util/bytes.ts"
import { CLOSE } from "../util/close-codes.ts"
import { isName } from "../util/is-name.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"
import { unreachable } from "../util/unreachable.ts"
import { hasMoreFrames } from "./frame-count.ts"
import { depthOf, endOfValue } from "./json-depth.ts"
import { isPackedText, unpackBinary, unpackText } from "./packed-frames.ts"
import { ProtocolError } from "./protocol-error.ts"

export interface FrameLimits {
  /** The limit for all frames of one message together. */
  readonly maxMessageBytes: number
  readonly maxBuffers: number
  /** Whether a content, or its beginning, shows that nothing of the message is needed: then it may have any size. */
  readonly isIdle?: (content: unknown) => boolean
}

export interface RawMessage {
  readonly msgid: string
  readonly msgtype: string
  readonly content: unknown
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}

interface Header {
  readonly msgid: string
  readonly msgtype: string
  readonly bufferCount: number
}

/** What a reader has of an incomplete message. */
export type ReaderState =
  | { readonly state: "header" }
  | { readonly state: "metadata"; readonly header: Header; readonly byteCount: number }
  | { readonly state: "content"; readonly header: Header; readonly byteCount: number }
  | BuffersState
  | (Omit<BuffersState, "state"> & { readonly state: "buffer-payload"; readonly id: string })

interface BuffersState {
  readonly state: "buffer-header"
  readonly header: Header
  readonly byteCount: number
  readonly content: unknown
  /** It grows in place while the message arrives, and is passed on with the message. */
  readonly buffers: Map<string, ArrayBuffer>
}

/** The byte count of a message of which nothing is kept. */
export const UNCOUNTED = -Infinity

export const AWAITING_HEADER: ReaderState = { state: "header" }

export interface Step {
  readonly state: ReaderState
  /** Set when this frame was the last of a message. */
  readonly message?: RawMessage
}

/** The frames in a websocket message: between two messages there may be several. @throws ProtocolError */
export function framesIn(
  data: string | ArrayBuffer,
  { state }: ReaderState,
): readonly (string | ArrayBuffer)[] {
  if (state !== "header") return [data]
  if (typeof data === "string" && !isPackedText(data)) return [data]
  const { packedFrames } = MESSAGE_LIMITS
  if (hasMoreFrames(data, packedFrames)) {
    throw new ProtocolError(`too many frames: at most ${packedFrames}`, CLOSE.messageTooBig)
  }
  const frames = typeof data === "string" ? unpackText(data) : unpackBinary(data)
  if (frames === undefined) throw new ProtocolError("binary frame where the header is due")
  return frames
}

/** Takes the next frame. @throws ProtocolError for an unexpected or too large frame: the stream cannot be read any further */
export function step(state: ReaderState, frame: string | ArrayBuffer, limits: FrameLimits): Step {
  const before = state.state === "header" ? 0 : state.byteCount
  const byteCount = before + byteLength(frame, limits)
  const isTooBig = byteCount > limits.maxMessageBytes
  if (isTooBig && state.state !== "content") throw tooBig(limits)
  switch (state.state) {
    case "header": {
      const header = parseHeader(textOf(frame, "header"), limits)
      return { state: { state: "metadata", header, byteCount } }
    }
    case "metadata": {
      parseJson(textOf(frame, "metadata"), "metadata")
      return { state: { ...state, state: "content", byteCount } }
    }
    case "content": {
      const text = textOf(frame, "content")
      const content = parseJson(isTooBig ? beginningOf(text) : text, "content")
      const { header } = state
      const isIdle = limits.isIdle?.(content) === true
      if (isTooBig && !isIdle) throw tooBig(limits)
      return afterContent({
        state: "buffer-header",
        header,
        byteCount: isIdle ? UNCOUNTED : byteCount,
        content,
        buffers: new Map(),
      })
    }
    case "buffer-header": {
      const id = parseBufferHeader(textOf(frame, "buffer header"), state.buffers)
      return { state: { ...state, state: "buffer-payload", byteCount, id } }
    }
    case "buffer-payload": {
      if (typeof frame === "string") throw new ProtocolError("expected a buffer, got a text frame")
      state.buffers.set(state.id, byteCount === UNCOUNTED ? new ArrayBuffer() : frame)
      const { header, content, buffers } = state
      return afterContent({ state: "buffer-header", header, byteCount, content, buffers })
    }
    default:
      return unreachable(state)
  }
}

function afterContent(state: BuffersState): Step {
  const { header, content, buffers } = state
  if (buffers.size < header.bufferCount) return { state }
  const { msgid, msgtype } = header
  return { state: AWAITING_HEADER, message: { msgid, msgtype, content, buffers } }
}

/** A string with too many characters is too large anyway, and its bytes are not counted. */
function byteLength(frame: string | ArrayBuffer, { maxMessageBytes }: FrameLimits): number {
  if (typeof frame !== "string") return frame.byteLength
  return frame.length > maxMessageBytes ? frame.length : utf8Length(frame)
}

const EVENTS = '{"events":['

/** For a PATCH-DOC with one event, as BokehJS writes it: the event's kind and model. */
function beginningOf(text: string): string {
  const event = /^\{"kind":"\w+","model":\{"type":"object"(,"\w+":"[^"\\]+"){2}/
  const begun = text.startsWith(EVENTS) ? event.exec(text.slice(EVENTS.length)) : null
  const isOne = text.slice(endOfValue(text, EVENTS.length)) === "}]}"
  return begun !== null && isOne ? `${EVENTS}${begun[0]}}}]}` : "{}"
}

function tooBig({ maxMessageBytes }: FrameLimits): ProtocolError {
  return new ProtocolError(`message is larger than ${maxMessageBytes} bytes`, CLOSE.messageTooBig)
}

function textOf(frame: string | ArrayBuffer, what: string): string {
  if (typeof frame === "string") return frame
  throw new ProtocolError(`expected the ${what}, got a binary frame`)
}

function parseJson(text: string, what: string): unknown {
  if (depthOf(text) > MESSAGE_LIMITS.frameDepth) {
    throw new ProtocolError(`the ${what} is nested too deeply`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new ProtocolError(`the ${what} is not JSON`)
  }
}

function parseHeader(text: string, { maxBuffers }: FrameLimits): Header {
  const header = parseJson(text, "header")
  if (!isRecord(header)) throw new ProtocolError("the header must be an object")
  const { msgid, msgtype, num_buffers: bufferCount = 0 } = header
  if (!isName(msgid) || !isName(msgtype))
    throw new ProtocolError("the header needs a msgid and a msgtype")
  if (!Number.isInteger(bufferCount) || Number(bufferCount) < 0) {
    throw new ProtocolError("num_buffers must be a non-negative integer")
  }
  if (Number(bufferCount) > maxBuffers) {
    throw new ProtocolError(`too many buffers: at most ${maxBuffers}`, CLOSE.messageTooBig)
  }
  return { msgid, msgtype, bufferCount: Number(bufferCount) }
}

function parseBufferHeader(text: string, buffers: ReadonlyMap<string, unknown>): string {
  const header = parseJson(text, "buffer header")
  if (!isRecord(header) || !isName(header["id"]) || Object.keys(header).length !== 1) {
    throw new ProtocolError("a buffer header must be {id}")
  }
  if (buffers.has(header["id"]))
    throw new ProtocolError(`two buffers have the id '${header["id"]}'`)
  return header["id"]
}

export type OutFrame = string | Uint8Array

export interface OutHeader {
  readonly msgid: string
  readonly msgtype: string
  readonly reqid?: string
}

/** The frames of a message; `content` is its JSON text. */
export function encodeFrames(
  header: OutHeader,
  content: string,
  buffers: readonly { readonly id: string; readonly data: Uint8Array }[] = [],
): readonly OutFrame[] {
  const withCount = buffers.length === 0 ? header : { ...header, num_buffers: buffers.length }
  return [
    JSON.stringify(withCount),
    "{}",
    content,
    ...buffers.flatMap(({ id, data }) => [JSON.stringify({ id }), data]),
  ]
}
