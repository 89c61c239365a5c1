import { describe, expect, it } from "vitest"

import { type Admission, encodeAdmission, parseAdmission } from "../../../src/objects/admission.ts"
import { placeKey, sessionName } from "../../../src/objects/names.ts"

const REQUEST = {
  url: "http://x/ä",
  arguments: { a: ["ü\n"], constructor: ["1"] },
  headers: { "X-Who": "me" },
  cookies: {},
}
const ADMISSION: Admission = {
  sessionId: "s",
  pattern: "/ä/:x",
  params: { x: "☃", n: 1 },
  request: REQUEST,
  user: { id: "Ada", team: ["blue"] },
  role: "editor",
  inviteId: "i1",
  snapshotId: "f00",
  mayStart: false,
  bokehVersion: "3.10.0",
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

describe("an admission", () => {
  it("survives as a header", () => {
    const header = new Headers([["a", encodeAdmission(ADMISSION)]]).get("a") ?? ""
    expect(header).toMatch(/^[\w-]+$/)
    expect(parseAdmission(header)).toEqual(ADMISSION)
  })

  it("can be read from sessions that were stored in the first format", () => {
    const first = { sessionId: "s", pattern: "/a", params: {}, request: REQUEST }
    const text = (more: object) => encodeURIComponent(JSON.stringify({ ...first, ...more }))
    expect(parseAdmission(text({ hasExpired: false }))).toEqual({
      ...first,
      role: "owner",
      mayStart: true,
    })
    const invite = { id: "i1", role: "viewer" }
    expect(parseAdmission(text({ hasExpired: true, invite }))).toEqual({
      ...first,
      role: "viewer",
      inviteId: "i1",
      mayStart: false,
    })
  })

  it.each([
    ["nothing", ""],
    ["no base64 of JSON", "%%%"],
    ["an unknown role", encoded({ ...ADMISSION, role: "god" })],
    ["a parameter that is a list", encoded({ ...ADMISSION, params: { x: [] } })],
    ["a user without an id", encoded({ ...ADMISSION, user: {} })],
    ["no request", encoded({ ...ADMISSION, request: undefined })],
  ])("is rejected when it is %s", (_, text) => {
    expect(() => parseAdmission(text)).toThrow("not an admission")
  })

  it("is rejected with its lengths when it does not fit into a socket's attachment", () => {
    const request = { ...REQUEST, arguments: { a: ["x".repeat(10_000)] } }
    expect(() => encodeAdmission({ ...ADMISSION, request })).toThrow(
      /too long to be kept: 1\d{4} characters, at most 12000; it has .*arguments \(10010\)/,
    )
  })
})

describe("the name of a session's object", () => {
  it("differs by parameters, users, session ids and patterns", () => {
    const names = [
      sessionName({ pattern: "/a/:x", params: { x: "1" } }, "s"),
      sessionName({ pattern: "/a/:x", params: { x: 1 } }, "s"),
      sessionName({ pattern: "/a/:x", params: { x: "2" } }, "s"),
      sessionName({ pattern: "/a", params: {} }, "s"),
      sessionName({ pattern: "/a", params: {} }, "b s"),
      sessionName({ pattern: "/a b", params: {} }, "s"),
    ]
    expect(new Set(names).size).toBe(names.length)
  })

  it("stays short for long parameters", () => {
    expect(placeKey({ pattern: "/:x", params: { x: "x".repeat(5000) } }).length).toBeLessThan(30)
  })
})
