import { describe, expect, it } from "vitest"

import { type ClientMessage, parseClientMessage } from "../../../src/protocol/client-messages.ts"
import {
  AWAITING_HEADER,
  type RawMessage,
  type ReaderState,
  step,
} from "../../../src/protocol/frames.ts"
import { depthOf } from "../../../src/protocol/json-depth.ts"
import { MessageError, ProtocolError } from "../../../src/protocol/protocol-error.ts"
import {
  ack,
  error,
  ok,
  patchDoc,
  pullDocReply,
  serverInfoReply,
} from "../../../src/protocol/server-messages.ts"
import { CLOSE, closeReason } from "../../../src/util/close-codes.ts"

const LIMITS = { maxMessageBytes: 1000, maxBuffers: 3 }
type Frame = string | ArrayBuffer

function read(frames: readonly Frame[]): readonly RawMessage[] {
  const messages: RawMessage[] = []
  let state: ReaderState = AWAITING_HEADER
  for (const frame of frames) {
    const next = step(state, frame, LIMITS)
    state = next.state
    if (next.message !== undefined) messages.push(next.message)
  }
  return messages
}

const header = (fields: object = {}) =>
  JSON.stringify({ msgid: "1", msgtype: "PATCH-DOC", ...fields })

describe("[F1] a message", () => {
  it("has frames for header, metadata and content", () => {
    const buffers = new Map()
    expect(read([header(), "{}", '{"events":[]}'])).toEqual([
      { msgid: "1", msgtype: "PATCH-DOC", content: { events: [] }, buffers },
    ])
  })

  it("[F2] has a header and a payload for each buffer", () => {
    const [one, two] = [new ArrayBuffer(1), new ArrayBuffer(2)]
    const frames = [header({ num_buffers: 2 }), "{}", "{}", '{"id":"a"}', one, '{"id":"b"}', two]
    expect(read(frames)[0]?.buffers).toEqual(
      new Map([
        ["a", one],
        ["b", two],
      ]),
    )
  })

  it("can follow another one on the same socket", () => {
    const frames = [header(), "{}", "{}", header({ msgid: "2" }), "{}", "{}"]
    expect(read(frames).map(({ msgid }) => msgid)).toEqual(["1", "2"])
  })
})

describe("[F3] broken framing is a ProtocolError", () => {
  const bytes = new ArrayBuffer(1)
  it.each<readonly [string, readonly Frame[], string, number]>([
    ["binary where the header is due", [bytes], "expected the header, got a binary frame", 1002],
    ["a header that is not JSON", ["{"], "the header is not JSON", 1002],
    ["a header that is not an object", ["[]"], "the header must be an object", 1002],
    ["a header without msgid", ['{"msgtype":"X"}'], "a msgid and a msgtype", 1002],
    ["a header without msgtype", ['{"msgid":"1"}'], "a msgid and a msgtype", 1002],
    ["an endless msgid", [header({ msgid: "x".repeat(257) })], "a msgid and a msgtype", 1002],
    ["a negative count of buffers", [header({ num_buffers: -1 })], "num_buffers", 1002],
    ["half a buffer", [header({ num_buffers: 0.5 })], "num_buffers", 1002],
    ["too many buffers", [header({ num_buffers: 4 })], "too many buffers: at most 3", 1009],
    ["metadata that is not JSON", [header(), "x"], "the metadata is not JSON", 1002],
    ["content that is not JSON", [header(), "{}", "x"], "the content is not JSON", 1002],
    [
      "a payload without its header",
      [header({ num_buffers: 1 }), "{}", "{}", bytes],
      "expected the buffer header, got a binary frame",
      1002,
    ],
    [
      "a buffer header with more",
      [header({ num_buffers: 1 }), "{}", "{}", '{"id":"a","b":1}'],
      "must be {id}",
      1002,
    ],
    [
      "text where a payload is due",
      [header({ num_buffers: 1 }), "{}", "{}", '{"id":"a"}', "x"],
      "text frame",
      1002,
    ],
    [
      "a buffer id used twice",
      [header({ num_buffers: 2 }), "{}", "{}", '{"id":"a"}', bytes, '{"id":"a"}'],
      "two buffers",
      1002,
    ],
    [
      "one frame that is too large",
      [header(), "{}", "x".repeat(1001)],
      "larger than 1000 bytes",
      1009,
    ],
    [
      "few characters of many bytes",
      [header(), "{}", JSON.stringify("€".repeat(400))],
      "larger than 1000 bytes",
      1009,
    ],
    [
      "frames that are too large together",
      [header({ num_buffers: 2 }), "{}", "{}", '{"id":"a"}', new ArrayBuffer(990)],
      "larger than 1000 bytes",
      1009,
    ],
  ])("for %s", (_name, frames, message, closeCode) => {
    const failure = caught(() => read(frames))
    expect(failure).toBeInstanceOf(ProtocolError)
    expect(failure).toMatchObject({
      closeCode,
      message: expect.stringContaining(message) as unknown,
    })
  })
})

describe("[M1] client messages", () => {
  it("are parsed by type", () => {
    expect(parse("PULL-DOC-REQ", {})).toEqual({ msgtype: "PULL-DOC-REQ", msgid: "1" })
    expect(parse("SERVER-INFO-REQ", {})).toEqual({ msgtype: "SERVER-INFO-REQ", msgid: "1" })
    expect(parse("PATCH-DOC", { events: [1] })).toMatchObject({ events: [1] })
    expect(parse("PUSH-DOC", { doc: { title: "t", roots: [] } })).toMatchObject({
      doc: { title: "t", roots: [] },
    })
  })

  it.each(["ACK", "OK", "ERROR", "PULL-DOC-REPLY", "SERVER-INFO-REPLY", "WORKING", ""])(
    "[M2] with the type %j are a ProtocolError, since no client sends them",
    (msgtype) => expect(caught(() => parse(msgtype, {}))).toBeInstanceOf(ProtocolError),
  )

  it.each<readonly [string, unknown]>([
    ["PATCH-DOC", {}],
    ["PATCH-DOC", []],
    ["PATCH-DOC", { events: {} }],
    ["PUSH-DOC", {}],
    ["PUSH-DOC", { doc: [] }],
    ["PUSH-DOC", { doc: { title: "x" } }],
    ["PUSH-DOC", { doc: { roots: [] } }],
  ])(
    "[M3] of type %s with %j are a MessageError, which is answered with ERROR",
    (msgtype, content) => {
      expect(caught(() => parse(msgtype, content))).toBeInstanceOf(MessageError)
    },
  )
})

describe("[M4] server messages", () => {
  it("have these frames", () => {
    const data = Uint8Array.of(1, 2)
    expect({
      ack: ack("s1"),
      ok: ok("s1", "c1"),
      error: error("s1", "c1", "it failed"),
      info: serverInfoReply("s1", "c1", { bokeh: "3.10.0", server: "3.10.0" }),
      reply: pullDocReply("s1", "c1", { title: "t", roots: [] }, [{ id: "b0", data }]),
      patch: patchDoc("s1", ['{"kind":"TitleChanged","title":"t"}'], []),
    }).toMatchSnapshot()
  })
})

describe("[E3] close codes", () => {
  it("are codes that an endpoint may send", () => {
    for (const code of Object.values(CLOSE)) {
      expect(
        [1000, 1001, 1002, 1008, 1009, 1011, 1013].includes(code) || (code >= 4000 && code < 5000),
      ).toBe(true)
    }
  })

  it.each([
    ["short", "short"],
    ["x".repeat(200), "x".repeat(123)],
    ["ü".repeat(100), "ü".repeat(61)],
    ["😀".repeat(40), "😀".repeat(30)],
  ])("have reasons of at most 123 bytes, cut between characters: %s", (text, expected) => {
    expect(closeReason(text)).toBe(expected)
  })
})

function caught(action: () => unknown): unknown {
  try {
    action()
  } catch (failure) {
    return failure
  }
  return undefined
}

function parse(msgtype: string, content: unknown): ClientMessage {
  return parseClientMessage({ msgid: "1", msgtype, content, buffers: new Map() })
}

describe("the check of JSON's depth", () => {
  it.each<readonly [string, number, boolean]>([
    ["[[1]]", 2, false],
    ["[[1]]", 1, true],
    ['[{"a": [1]}, [2]]', 3, false],
    ['[{"a": [1]}, [2]]', 2, true],
    ['["[[[[", "]]\\"[[", "\\\\"]', 1, false],
    ["[".repeat(10), 9, true],
    ["[]".repeat(100), 1, false],
    ['"[[[[ without an end', 3, false],
  ])("says whether %s is deeper than %i: %s", (json, depth, isIt) => {
    expect(depthOf(json) > depth).toBe(isIt)
  })

  it("is made before parsing, for each part of a message", () => {
    const nested = "[".repeat(5_000_000)
    const frames = ['{"msgid":"c1","msgtype":"PATCH-DOC"}', "{}", nested]
    let state: ReaderState = AWAITING_HEADER
    const readAll = () => {
      for (const frame of frames)
        ({ state } = step(state, frame, { maxMessageBytes: 1e8, maxBuffers: 1 }))
    }
    expect(readAll).toThrow("the content is nested too deeply")
  })
})
