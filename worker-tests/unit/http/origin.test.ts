import { describe, expect, it } from "vitest"

import { isAllowed } from "../../../src/http/origin.ts"
import { originPatternMistake } from "../../../src/util/origin-pattern.ts"

describe("an origin", () => {
  it.each<readonly [string, string, boolean]>([
    ["https://a.org", "a.org", true],
    ["https://a.org:8443", "a.org", true],
    ["https://a.org", "A.ORG", true],
    ["https://a.org", "a.org:443", true],
    ["http://a.org", "a.org:443", false],
    ["http://a.org", "a.org:80", true],
    ["http://a.org:81", "a.org:*", true],
    ["http://a.org:81", "*:81", true],
    ["http://a.org:82", "*:81", false],
    ["http://x.a.org", "*.a.org", true],
    ["http://a.org", "*.a.org", false],
    ["http://x.y.a.org", "*.a.org", false],
    ["http://a.org.evil.org", "a.org", false],
    ["http://[::1]:5000", "[::1]", true],
    ["http://[::1]:5000", "[::1]:5000", true],
    ["http://[::2]:5000", "[::1]:5000", false],
    ["http://a.org", "*", true],
    ["null", "*", true],
    ["null", "null", true],
    ["file://", "null", true],
    ["null", "a.org", false],
    ["http://null", "null", true],
  ])("like %s with %s on the list is allowed: %s", (origin, entry, expected) => {
    expect(isAllowed(origin, new URL("http://server.org/"), [entry])).toBe(expected)
  })

  it.each<readonly [string, string, boolean]>([
    ["http://server.org", "http://server.org/a/ws", true],
    // A proxy may have removed TLS.
    ["https://server.org", "http://server.org/a/ws", true],
    ["http://server.org:81", "http://server.org/a/ws", false],
    ["http://[::1]:8787", "http://[::1]:8787/a/ws", true],
  ])("%s is the server's own for %s: %s", (origin, url, expected) => {
    expect(isAllowed(origin, new URL(url), [])).toBe(expected)
  })
})

describe("an allow list of origins", () => {
  it.for([
    ["https://a.org", "a.org"],
    ["a.org/path", "a.org"],
    ["a.org:80/", "a.org"],
    ["münchen.example", "xn--mnchen-3ya.example"],
  ])("is rejected with a suggestion for %s", ([entry = "", meant = ""]) => {
    expect(originPatternMistake(entry)).toContain(`did you mean '${meant}'?`)
  })

  it("accepts hosts of IPv6", () => {
    expect(originPatternMistake("[::1]:8080")).toBeUndefined()
    const own = new URL("http://server.org/")
    expect(isAllowed("http://[::1]:8080", own, ["[::1]:8080"])).toBe(true)
    expect(isAllowed("http://[::1]:8081", own, ["[::1]:8080"])).toBe(false)
    expect(isAllowed("http://[::1]:8080", new URL("http://[::1]:8080/app"), [])).toBe(true)
  })
})
