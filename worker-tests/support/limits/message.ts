// The limits of one message, each with a way to test a given amount on the readers of messages.

import { gunzipSync, gzipSync } from "node:zlib"

import { parseConfig } from "../../../src/env.ts"
import { Slider } from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { AWAITING_HEADER, framesIn, type ReaderState, step } from "../../../src/protocol/frames.ts"
import { Decoder } from "../../../src/serialization/decode.ts"
import { frameLimits } from "../../../src/session/life/parts.ts"
import type { MESSAGE_LIMITS } from "../../../src/util/limits.ts"
import { BOKEHJS_ID, createSession } from "../session.ts"
import { TestResolver } from "../test-models.ts"
import { isTaken, type Takes } from "./taking.ts"

const { maxMessageBytes } = parseConfig({ BOKEH_SECRET_KEY: "key" })
const NOTHING = { type: "map", entries: [] }
const LIMITS = frameLimits({ settings: { maxMessageBytes } } as Parameters<typeof frameLimits>[0])

function decode(rep: unknown): unknown {
  return new Decoder({
    resolver: new TestResolver([]),
    buffers: new Map(),
    inflate: (bytes) => gunzipSync(bytes),
  }).decode(rep)
}

function readFrames(frames: readonly string[]): void {
  let state: ReaderState = AWAITING_HEADER
  for (const frame of frames) ({ state } = step(state, frame, LIMITS))
}

export const MESSAGE_TAKES: Takes<typeof MESSAGE_LIMITS> = {
  bytes: (amount) => {
    const header = '{"msgid":"c1","msgtype":"PULL-DOC-REQ"}'
    const content = "{}".padEnd(amount - header.length - "{}".length)
    return isTaken(/larger than|too large/, () => readFrames([header, "{}", content]))
  },
  buffers: (amount) => {
    const header = { msgid: "c1", msgtype: "PATCH-DOC", num_buffers: amount }
    return isTaken(/buffers/, () => readFrames([JSON.stringify(header)]))
  },
  packedFrames: (amount) =>
    isTaken(/too many frames/, () => framesIn("0\n".repeat(amount), AWAITING_HEADER)),
  events: (amount) => {
    const session = createSession((doc) =>
      doc.add_root(new Slider({ start: 0, end: 10, value: 0 })),
    )
    const peer = session.join()
    const event = { kind: "TitleChanged", title: "a" }
    session.patch(peer, ...Array.from({ length: amount }, () => event))
    return peer.takeTypes().includes("OK")
  },
  rangeEvents: (amount) => {
    const session = createSession((doc) => doc.add_root(figure()))
    const peer = session.join()
    const [plot] = session.document.roots
    const msg_data = {
      type: "event",
      name: "reset",
      values: { type: "map", entries: [["model", { id: plot?.id }]] },
    }
    const event = { kind: "MessageSent", msg_type: "bokeh_event", msg_data }
    const events = Array.from({ length: amount }, () => event)
    session.send(peer, "PATCH-DOC", { events }, BOKEHJS_ID)
    return peer.takeTypes().includes("OK")
  },
  // At the limit the time is over. The last frame may arrive before that.
  receiveMs: (amount) => {
    const session = createSession((doc) =>
      doc.add_root(new Slider({ start: 0, end: 10, value: 0 })),
    )
    const peer = session.join()
    session.session.receive(peer, '{"msgid":"c1","msgtype":"SERVER-INFO-REQ"}')
    session.clock.advance(amount - 1)
    return peer.isOpen
  },
  madeBytes: (amount) => {
    const data = gzipSync(new Uint8Array(amount)).toString("base64")
    return isTaken(/can't unpack to more/, () => decode({ type: "bytes", data }))
  },
  depth: (amount) => {
    const nested = Array.from({ length: amount }).reduce<unknown>((inner) => [inner], NOTHING)
    return isTaken(/nested too deeply/, () => decode(nested))
  },
  frameDepth: (amount) => {
    const header = '{"msgid":"c1","msgtype":"PATCH-DOC"}'
    const nested = "[".repeat(amount) + "]".repeat(amount)
    return isTaken(/nested too deeply/, () => readFrames([header, "{}", nested]))
  },
  nameChars: (amount) => {
    const model = { type: "object", name: "Div", id: "x".repeat(amount) }
    return isTaken(/of 1 to 256 characters/, () => decode(model))
  },
}
