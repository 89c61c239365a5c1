// Any input of a socket is a message or is rejected with the reason; no other error is ever thrown.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { parseClientMessage } from "../../../src/protocol/client-messages.ts"
import {
  AWAITING_HEADER,
  encodeFrames,
  type RawMessage,
  type ReaderState,
  step,
} from "../../../src/protocol/frames.ts"
import { MessageError, ProtocolError } from "../../../src/protocol/protocol-error.ts"
import { anyJson } from "../../support/hostile.ts"
import { holds } from "../../support/random-test.ts"

const LIMITS = { maxMessageBytes: 2000, maxBuffers: 3 }

const msgtype = fc.constantFrom("PATCH-DOC", "PULL-DOC-REQ", "PUSH-DOC", "SERVER-INFO-REQ", "ACK")
const header = fc.record(
  { msgid: fc.oneof(fc.string(), anyJson), msgtype, num_buffers: fc.oneof(fc.nat(4), anyJson) },
  { requiredKeys: [] },
)
const bytes = fc.uint8Array({ maxLength: 900 }).map((data) => Uint8Array.from(data).buffer)
const frame: fc.Arbitrary<string | ArrayBuffer> = fc.oneof(
  { weight: 4, arbitrary: header.map((value) => JSON.stringify(value)) },
  { weight: 4, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.record({ id: fc.string() }).map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: bytes },
  fc.string({ unit: "binary", maxLength: 900 }),
)

/** Reads frames as a session does. @returns the messages, up to the frame that is rejected */
function read(frames: readonly (string | ArrayBuffer)[]): readonly RawMessage[] {
  const messages: RawMessage[] = []
  let state: ReaderState = AWAITING_HEADER
  for (const one of frames) {
    const next = refusal(() => step(state, one, LIMITS))
    if (next instanceof ProtocolError) return messages
    ;({ state } = next)
    if (state.state !== "header") expect(state.byteCount).toBeLessThanOrEqual(2000)
    if (next.message !== undefined) messages.push(next.message)
  }
  return messages
}

function refusal<T>(action: () => T): T | ProtocolError {
  try {
    return action()
  } catch (error) {
    if (error instanceof ProtocolError) return error
    throw error
  }
}

describe("the frames of a socket", () => {
  it("of any kind in any order are rejected, or are messages within the limits", () => {
    const property = fc.property(fc.array(frame), (frames) => {
      for (const { msgid, msgtype: type, buffers } of read(frames)) {
        expect(Math.max(msgid.length, type.length)).toBeLessThanOrEqual(256)
        expect(buffers.size).toBeLessThanOrEqual(LIMITS.maxBuffers)
      }
    })
    holds(property, 1000)
  })

  it("written for a message are read as that message", () => {
    const id = fc.string({ minLength: 1, maxLength: 20 })
    const buffers = fc.uniqueArray(fc.record({ id, data: fc.uint8Array() }), {
      maxLength: 3,
      selector: (buffer) => buffer.id,
    })
    const property = fc.property(id, msgtype, anyJson, buffers, (msgid, type, content, sent) => {
      const frames = encodeFrames({ msgid, msgtype: type }, JSON.stringify(content), sent)
      const given = frames.map((one) =>
        typeof one === "string" ? one : Uint8Array.from(one).buffer,
      )
      const [message] = read(given)
      expect(message?.msgid).toBe(msgid)
      expect(JSON.stringify(message?.content)).toBe(JSON.stringify(content))
      expect([...(message?.buffers ?? [])].map(([name, data]) => [name, data.byteLength])).toEqual(
        sent.map(({ id: name, data }) => [name, data.byteLength]),
      )
    })
    holds(property, 300)
  })
})

describe("a message", () => {
  it("is read whatever its content, or rejected with the reason", () => {
    const content = fc.oneof(
      anyJson,
      fc.record({ events: anyJson, doc: anyJson }),
      fc.record({
        doc: fc.record(
          { title: anyJson, roots: anyJson, defs: anyJson, config: anyJson, callbacks: anyJson },
          { requiredKeys: ["title", "roots"] },
        ),
      }),
    )
    const type = fc.oneof(msgtype, fc.string())
    const property = fc.property(type, content, (name, value) => {
      const message = { msgid: "c1", msgtype: name, content: value, buffers: new Map() }
      const parsed = readMessage(message)
      if (parsed instanceof Error) expect(parsed.message.length).toBeLessThan(200)
    })
    holds(property, 1000)
  })
})

function readMessage(message: RawMessage): object {
  try {
    return parseClientMessage(message)
  } catch (error) {
    if (error instanceof MessageError || error instanceof ProtocolError) return error
    throw error
  }
}
