import { array, assert, object, oneof, property, uint8Array } from "fast-check"
import { describe, expect, it } from "vitest"

import { AWAITING_HEADER, framesIn, step } from "../../../src/protocol/frames.ts"
import { packFrames } from "../../../src/protocol/packed-frames.ts"
import { ProtocolError } from "../../../src/protocol/protocol-error.ts"

const LIMITS = { maxMessageBytes: 1000, maxBuffers: 10 }
const json = object().map((value) => JSON.stringify(value))
const binary = uint8Array({ maxLength: 100 })
const received = (packed: string | Uint8Array<ArrayBuffer>) =>
  typeof packed === "string" ? packed : packed.buffer
const comparable = (frame: string | Uint8Array | ArrayBuffer) =>
  typeof frame === "string" ? frame : [...new Uint8Array(frame)]

describe("[F4] packed frames", () => {
  it("are unpacked as they were packed", () => {
    assert(
      property(array(oneof(json, binary), { minLength: 1 }), (frames) => {
        const out = framesIn(received(packFrames(frames)), AWAITING_HEADER)
        expect(out.map(comparable)).toEqual(frames.map(comparable))
      }),
    )
  })

  it("can be any part of the buffer that they are in", () => {
    const part = new Uint8Array([9, 1, 2, 9]).subarray(1, 3)
    const out = framesIn(received(packFrames(["{}", part])), AWAITING_HEADER)
    expect(out.map(comparable)).toEqual(["{}", [1, 2]])
  })

  it("are rejected when malformed, at no more cost than their size", () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          const frames = framesIn(bytes.slice().buffer, AWAITING_HEADER)
          const size = frames.reduce((sum, one) => sum + new Blob([one]).size, 0)
          expect(size).toBeLessThanOrEqual(3 * bytes.length) // a byte that is not UTF-8 becomes three
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
      }),
    )
    const length = new Uint8Array([255, 255, 255, 255])
    expect(() => framesIn(length.buffer, AWAITING_HEADER)).toThrow("binary frame where the header")
  })

  it("can't be so numerous that they take more memory than they have bytes", () => {
    const lines = new TextEncoder().encode("0\n".repeat(5 << 20))
    const packedLines = new Uint8Array(4 + lines.length)
    new DataView(packedLines.buffer).setUint32(0, lines.length, true)
    packedLines.set(lines, 4)
    for (const packed of [packedLines.buffer, "\n".repeat(10 << 20), "{}\n".repeat(3 << 20)]) {
      expect(() => framesIn(packed, AWAITING_HEADER)).toThrow("too many frames: at most 40000")
    }
  })

  it.each([
    ["a count of more bytes than there are", [3, 0, 0, 0, 57, 57, 57]],
    ["counts of fewer bytes than there are", [1, 0, 0, 0, 49, 1, 2]],
    ["the length of the lines beyond the end", [9, 0, 0, 0, 123, 125]],
    ["nothing but a part of the length", [1, 0]],
  ])("are rejected with %s", (_name, bytes) => {
    const packed = new Uint8Array(bytes).buffer
    expect(() => framesIn(packed, AWAITING_HEADER)).toThrow("binary frame where the header is due")
  })

  it("are unpacked only once: a packed message in another is a bad frame", () => {
    const inner = packFrames(['{"msgid":"1","msgtype":"x"}', new Uint8Array(3)])
    const bytes = typeof inner === "string" ? new TextEncoder().encode(inner) : inner
    const [frame] = framesIn(received(packFrames([bytes])), AWAITING_HEADER)
    expect(frame).toBeInstanceOf(ArrayBuffer)
    expect(() => step(AWAITING_HEADER, frame ?? "", LIMITS)).toThrow(
      "expected the header, got a binary frame",
    )
  })

  it("are not accepted inside a message", () => {
    const text = "{}\n{}"
    expect(framesIn(text, { state: "header" })).toEqual(["{}", "{}"])
    const header = { msgid: "1", msgtype: "x", bufferCount: 0 }
    expect(framesIn(text, { state: "metadata", header, byteCount: 1 })).toEqual([text])
  })
})
