// What is stored: read back as it was, in parts of any size; bytes that are lost, changed or too many are noticed.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { encodeRecord, encodeWholeRecord, parseRecord } from "../../../src/session/record.ts"
import { anyJson } from "../../support/hostile.ts"
import { holds } from "../../support/random-test.ts"

const record = fc.record({
  json: anyJson.map((value) => JSON.stringify(value)),
  buffers: fc.uniqueArray(fc.record({ id: fc.string(), data: fc.uint8Array({ maxLength: 50 }) }), {
    maxLength: 3,
    selector: ({ id }) => id,
  }),
})

describe("a record", () => {
  it("is read back as it was, whatever the size of its parts", () => {
    const property = fc.property(record, fc.integer({ min: 1, max: 200 }), (given, size) => {
      const parts = [...encodeRecord(given, size)]
      expect(parts.every(({ byteLength }) => byteLength <= size)).toBe(true)
      const { content, buffers } = parseRecord(parts)
      expect(JSON.stringify(content)).toBe(given.json)
      expect([...buffers].map(([id, data]) => [id, [...new Uint8Array(data)]])).toEqual(
        given.buffers.map(({ id, data }) => [id, [...data]]),
      )
    })
    holds(property, 1000)
  })

  it("of which bytes are missing, or that has some more, is refused", () => {
    const property = fc.property(record, fc.nat(), fc.boolean(), (given, at, isLonger) => {
      const whole = encodeWholeRecord(given)
      const damaged = isLonger
        ? [whole, Uint8Array.of(at)]
        : [whole.slice(0, at % whole.byteLength)]
      expect(() => parseRecord(damaged)).toThrow(Error)
    })
    holds(property, 1000)
  })
})
