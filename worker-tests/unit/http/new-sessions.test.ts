// How many sessions an address may start, where the platform does not count.

import { describe, expect, it } from "vitest"

import { NewSessions } from "../../../src/http/new-sessions.ts"
import { NEW_SESSION_LIMITS } from "../../../src/util/limits.ts"

const { burst } = NEW_SESSION_LIMITS
const from = (address: string) =>
  new Request("http://server.org", { headers: { "CF-Connecting-IP": address } })

async function exhausted(address: string): Promise<NewSessions> {
  const sessions = new NewSessions()
  for (let i = 0; i < burst; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await sessions.mayStart(from(address), {}, 0)).toBe(true)
  }
  return sessions
}

describe("an address that has started as many sessions as it may", () => {
  it.each([
    ["1.2.3.4", "1.2.3.4", false],
    ["1.2.3.4", "1.2.3.5", true],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::9", false],
    ["2001:db8::1", "2001:db8:0:0:9::", false],
    ["::5", "0:0:0:0:9:9:9:9", false],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", true],
    ["1.2.3.4", "127.0.0.1", true],
    ["1.2.3.4", "::1", true],
    ["::ffff:1.2.3.4", "::FFFF:1.2.3.5", true],
    ["::ffff:1.2.3.4", "1.2.3.4", false],
    ["1.2.3.4", "::ffff:127.0.0.1", true],
  ])("shares its limit by network: after %s, may %s start one? %s", async (one, other, may) => {
    const sessions = await exhausted(one)
    expect(await sessions.mayStart(from(other), {}, 0)).toBe(may)
  })

  it("is remembered before older addresses, however many others come", async () => {
    const sessions = await exhausted("1.2.3.4")
    for (let i = 0; i < 9999; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await sessions.mayStart(from(`10.0.${i >> 8}.${i & 255}`), {}, 0)
    }
    expect(await sessions.mayStart(from("1.2.3.4"), {}, 0)).toBe(false)
  })
})

describe("a visitor without an address", () => {
  it("is not counted, since all such visitors would count as one", async () => {
    const sessions = new NewSessions()
    for (let i = 0; i < 2 * burst; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await sessions.mayStart(new Request("http://server.org"), {}, 0)).toBe(true)
    }
  })
})
