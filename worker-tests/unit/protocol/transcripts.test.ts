// Replays recorded messages between real Bokeh servers and clients.

import { gunzipSync } from "node:zlib"

import { describe, expect, it } from "vitest"

import {
  AWAITING_HEADER,
  type RawMessage,
  type ReaderState,
  step,
} from "../../../src/protocol/frames.ts"
import { Decoder } from "../../../src/serialization/decode.ts"
import { Encoder } from "../../../src/serialization/encode.ts"
import { SerializationError } from "../../../src/serialization/serialization-error.ts"
import { isRecord } from "../../../src/util/record.ts"
import { type TestModel, TestResolver, testSource } from "../../support/test-models.ts"
import { type Stream, streams, transcripts } from "../../support/transcripts.ts"

const LIMITS = { maxMessageBytes: 20 << 20, maxBuffers: 1000 }
const ALL = transcripts().flatMap(streams)

/** Scenarios made of broken input: the reader's answer to each is in the snapshot below. */
const MALFORMED = ["ws_malformed", "ws_too_big", "ws_bad_patch"]

interface Reading {
  readonly messages: readonly RawMessage[]
  readonly error: string | undefined
}

function read({ frames }: Stream): Reading {
  const messages: RawMessage[] = []
  let state: ReaderState = AWAITING_HEADER
  try {
    for (const frame of frames) {
      const next = step(state, frame, LIMITS)
      state = next.state
      if (next.message !== undefined) messages.push(next.message)
    }
  } catch (error) {
    return { messages, error: String(error) }
  }
  return { messages, error: undefined }
}

/** Decodes every value of a message's content, which is itself a plain JSON object. */
function decodeContent({ content, buffers }: RawMessage): unknown {
  const decoder = new Decoder<TestModel>({
    resolver: new TestResolver([], true),
    buffers,
    inflate: gunzipSync,
  })
  return decoder.decode(content)
}

function reencode(value: unknown): unknown {
  const encoder = new Encoder({ source: testSource() })
  const content: unknown = JSON.parse(JSON.stringify(encoder.encode(value)))
  const buffers = new Map(encoder.buffers.map(({ id, data }) => [id, data.slice().buffer]))
  return decodeContent({ msgid: "1", msgtype: "X", content, buffers })
}

describe("[F1] recorded streams", () => {
  it("are numerous", () => expect(ALL.length).toBeGreaterThan(100))

  const sound = ALL.filter(({ name }) => !MALFORMED.some((scenario) => name.startsWith(scenario)))
  it.each(sound)("from $name: every frame is read", (stream) => {
    const { error, messages } = read(stream)
    expect(error).toBeUndefined()
    expect(messages.length).toBeGreaterThan(0)
  })

  it.each(sound)("from $name: every value survives decode, encode, decode", (stream) => {
    for (const message of read(stream).messages) {
      if (isRecord(message.content) && "text" in message.content) continue // an ERROR's plain strings
      const decoded = decodeContent(message)
      expect(reencode(decoded)).toEqual(decoded)
    }
  })

  it("are rejected with a named error where they are malformed", () => {
    const malformed = ALL.filter(
      ({ name }) => name.startsWith("ws_malformed") && name.endsWith("c2s"),
    )
    const errors = malformed.map((stream) => `${stream.name}: ${read(stream).error ?? "read"}`)
    expect(errors).toMatchSnapshot()
  })

  it("are rejected with the path of values that can't be read", () => {
    const bad = ALL.filter(({ name }) => name.startsWith("ws_bad_patch") && name.endsWith("c2s"))
    const errors = bad
      .flatMap(read)
      .flatMap(({ messages }) => messages)
      .flatMap((message) => {
        try {
          decodeContent(message)
          return []
        } catch (error) {
          expect(error).toBeInstanceOf(SerializationError)
          return [String(error)]
        }
      })
    expect(errors).toMatchSnapshot()
  })
})
