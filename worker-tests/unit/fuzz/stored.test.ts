// Stored data: read as it was written, in parts of any size; bytes that are lost, changed or added are noticed.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import {
  storedEntry,
  storedMember,
  storedMembership,
  storedOutgoing,
} from "../../../src/group/stored.ts"
import { encodeRecord, encodeWholeRecord, parseRecord } from "../../../src/session/record.ts"
import { anyJson } from "../../support/hostile.ts"
import { holds } from "../../support/random-test.ts"
import { withValue } from "../../support/with-value.ts"

const record = fc.record({
  json: anyJson.map((value) => JSON.stringify(value)),
  buffers: fc.uniqueArray(fc.record({ id: fc.string(), data: fc.uint8Array({ maxLength: 50 }) }), {
    maxLength: 3,
    selector: ({ id }) => id,
  }),
})

describe("a stored record", () => {
  it("is read as it was written, whatever the size of its parts", () => {
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

  it("is rejected when bytes are missing or added", () => {
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

const word = fc.constantFrom("ada", "say", "member", "shard 1")
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const profile = { name: word, role: word, data: anyJson }
const member = { ...profile, id: word, isOnline: fc.boolean() }
const message = {
  type: word,
  json: anyJson.map((value) => JSON.stringify(value)),
  to: maybe(fc.array(word)),
}
const numbered = (kind: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({ kind: fc.constant(kind), seq: fc.constant(7), ...fields })
const entry: fc.Arbitrary<object> = fc.oneof(
  numbered("message", {
    ...message,
    sentAtMs: fc.nat(),
    from: fc.record({ id: maybe(word), name: word, role: word }),
  }),
  numbered("presence", {
    change: fc.constantFrom("joined", "left", "lost", "returned", "updated"),
    member: fc.record(member),
  }),
  numbered("enroll", {
    shard: word,
    id: word,
    change: fc.constantFrom("online", "offline", "removed"),
    cursor: maybe(fc.nat()),
  }),
)
const storedMemberOf = fc.record({
  ...member,
  id: fc.constant("ada"),
  shard: maybe(word),
  awaySinceMs: maybe(fc.nat()),
})
const outgoing = fc.record({
  kind: fc.constant("send"),
  sent: fc.nat(),
  message: fc.record(message),
})
const membership = fc.record({
  profile: maybe(fc.record(profile)),
  lastSeq: maybe(fc.nat()),
  leftSeq: fc.nat(),
  lastSent: fc.nat(),
})

type Kind = readonly [string, (stored: string) => unknown, fc.Arbitrary<object>]
const KINDS: readonly Kind[] = [
  ["entry of a group", (stored) => storedEntry(stored, 7), entry],
  ["member of a group", (stored) => storedMember(stored, "ada"), storedMemberOf],
  ["message that waits", storedOutgoing, outgoing],
  ["membership", storedMembership, membership],
]

describe.each(KINDS)("a stored %s", (_kind, read, good) => {
  it("is read as it was written", () => {
    const property = fc.property(good, (given) => {
      expect(read(JSON.stringify(given))).toEqual(given)
    })
    holds(property, 1000)
  })

  it("is read as a valid one, or left out, when any value in it is replaced", () => {
    const property = fc.property(good, fc.nat(), anyJson, (given, at, value) => {
      const damaged = withValue(given, at, value)
      const found = read(JSON.stringify(damaged))
      if (found !== undefined) expect(read(JSON.stringify(found))).toEqual(found)
    })
    holds(property, 1000)
  })

  it("is read or left out, whatever string it is", () => {
    const text = fc.oneof(
      fc.string(),
      anyJson.map((value) => JSON.stringify(value)),
    )
    const property = fc.property(text, (given) => {
      expect(() => read(given)).not.toThrow()
    })
    holds(property, 1000)
  })
})
