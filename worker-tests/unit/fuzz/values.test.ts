// Strangers' values: read or rejected, and what was read can be written and read again.

import { gunzipSync } from "node:zlib"

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { Decoder } from "../../../src/serialization/decode.ts"
import { Encoder } from "../../../src/serialization/encode.ts"
import { SerializationError } from "../../../src/serialization/serialization-error.ts"
import { anyRep } from "../../support/hostile.ts"
import { holds } from "../../support/random-test.ts"
import { TestModel, TestResolver, testSource } from "../../support/test-models.ts"

function decode(rep: unknown, buffers: ReadonlyMap<string, ArrayBuffer>): unknown {
  const resolver = new TestResolver([new TestModel("Range1d", "r1")])
  return new Decoder({ resolver, buffers, inflate: gunzipSync }).decode(rep)
}

const buffer = fc.uint8Array({ maxLength: 16 }).map((data) => Uint8Array.from(data).buffer)

describe("a value from a client", () => {
  it("is read or rejected with the reason, and after reading can be written and read again", () => {
    const property = fc.property(anyRep(["r1", "b0"]), buffer, (rep, data) => {
      const value = readable(rep, data)
      if (value instanceof SerializationError) {
        expect(value.message.length).toBeLessThan(500)
        return
      }
      const encoder = new Encoder({ source: testSource(["r1"]) })
      const wire: unknown = JSON.parse(JSON.stringify(encoder.encode(value) ?? null))
      const sent = encoder.buffers.map(({ id, data: bytes }): [string, ArrayBuffer] => [
        id,
        Uint8Array.from(bytes).buffer,
      ])
      const again = decode(wire, new Map(sent))
      expect(Array.isArray(again)).toBe(Array.isArray(value))
    })
    holds(property, 1000)
  })
})

function readable(rep: unknown, data: ArrayBuffer): unknown {
  try {
    return decode(rep, new Map([["b0", data]]))
  } catch (error) {
    if (error instanceof SerializationError) return error
    throw error
  }
}
