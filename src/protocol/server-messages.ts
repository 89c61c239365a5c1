// The server's messages, as frames ready to be sent. Source: Python bokeh.protocol.messages (3.10), PROTOCOL.md M-rules

import { clipped } from "../util/clipped.ts"
import { encodeFrames, type OutFrame } from "./frames.ts"

type Buffers = readonly { readonly id: string; readonly data: Uint8Array }[]

/** The first message on every socket. */
export function ack(msgid: string): readonly OutFrame[] {
  return encodeFrames({ msgid, msgtype: "ACK" }, "{}")
}

/** A PATCH-DOC or PUSH-DOC has been applied. */
export function ok(msgid: string, reqid: string): readonly OutFrame[] {
  return encodeFrames({ msgid, msgtype: "OK", reqid }, "{}")
}

/** Keeps an idle socket open: an OK to a request that nobody sent, which BokehJS and Python's client ignore. */
export function heartbeat(msgid: string): readonly OutFrame[] {
  return ok(msgid, "heartbeat")
}

/** Enough for a stack, which is included in development. */
const MAX_ERROR_LENGTH = 10_000

/** A message could not be handled, wholly or in part; the socket stays open. A long text is cut. */
export function error(msgid: string, reqid: string, text: string): readonly OutFrame[] {
  const content = { text: clipped(text, MAX_ERROR_LENGTH), traceback: null }
  return encodeFrames({ msgid, msgtype: "ERROR", reqid }, JSON.stringify(content))
}

export function serverInfoReply(
  msgid: string,
  reqid: string,
  version_info: { readonly bokeh: string; readonly server: string },
): readonly OutFrame[] {
  return encodeFrames(
    { msgid, msgtype: "SERVER-INFO-REPLY", reqid },
    JSON.stringify({ version_info }),
  )
}

export function pullDocReply(
  msgid: string,
  reqid: string,
  doc: object,
  buffers: Buffers,
): readonly OutFrame[] {
  return encodeFrames({ msgid, msgtype: "PULL-DOC-REPLY", reqid }, JSON.stringify({ doc }), buffers)
}

/** `events` are already JSON strings: they are written once and sent to many. */
export function patchDoc(
  msgid: string,
  events: readonly string[],
  buffers: Buffers,
): readonly OutFrame[] {
  return encodeFrames({ msgid, msgtype: "PATCH-DOC" }, `{"events":[${events.join(",")}]}`, buffers)
}
