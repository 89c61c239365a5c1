// The fixed strings were made by Python's bokeh.util.token: fixtures/transcripts/token_example.json

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { createInvite, parseInvite } from "../../../src/session/invite.ts"
import {
  createSessionId,
  createToken,
  isOwnSessionId,
  type Keys,
  openSignedId,
  parseToken,
  signSessionId,
  TokenError,
} from "../../../src/session/token.ts"

const FIXTURE = join(import.meta.dirname, "../../fixtures/transcripts/token_example.json")
const example = JSON.parse(readFileSync(FIXTURE, "utf8")) as Readonly<Record<string, string>>
const KEYS: Keys = [example["secret_key"] ?? ""]
const text = (name: string) => example[name] ?? ""

describe("[T1] a token from Python", () => {
  it("is read with its session id, expiry and payload", () => {
    expect(parseToken(text("token"), KEYS)).toEqual({
      sessionId: "abcDEF123",
      expiresAtMs: 1_893_456_300_000,
      payload: {
        headers: { Host: "localhost:5006", "User-Agent": "x" },
        cookies: { c: "1" },
        arguments: { foo: ["1"] },
      },
    })
  })

  it("has the same signature as ours", () => {
    expect(signSessionId("abcDEF123", KEYS)).toBe(text("signed_session_id"))
    expect(openSignedId(text("signed_session_id"), KEYS).id).toBe("abcDEF123")
  })
})

describe("[T1] a token from this server", () => {
  const payload = { headers: { A: "b" }, cookies: {}, arguments: { a: ["1", "ü 2"], b: [] } }
  const token = { sessionId: "abc", expiresAtMs: 5000, payload }

  it("is read with the values it was made from", () => {
    expect(parseToken(createToken(token, KEYS), KEYS)).toEqual(token)
  })

  it("is accepted while its key is among the server's keys", () => {
    const made = createToken(token, ["old"])
    expect(parseToken(made, ["new", "old"]).sessionId).toBe("abc")
    expect(() => parseToken(made, ["new"])).toThrow(TokenError)
  })

  it("is rejected when it would not fit into a header", () => {
    const long = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + i * 7)).join(
      "",
    )
    const args = { arguments: { long: [long] }, headers: {}, cookies: {} }
    expect(() => createToken({ ...token, payload: args }, KEYS)).toThrow(
      /more than the 2048 that fit.*session id \(5\), arguments \(3\d{3}\), headers \(2\)/,
    )
  })
})

describe("[T2] a bad token", () => {
  const { token, unsigned_token: unsigned } = example
  it.each<readonly [string, string, RegExp]>([
    ["nothing", "", /not signed/],
    ["garbage", "garbage", /not signed/],
    ["one without a signature", unsigned ?? "", /not signed/],
    ["one of another body", `x${token ?? ""}`, /not signed/],
    ["an endless one", "x".repeat(9000), /longer than 8192/],
  ])("is rejected: %s", (_name, given, message) => {
    expect(() => parseToken(given, KEYS)).toThrow(message)
  })

  it("is rejected when the session id inside is not signed", () => {
    const body = base64url(JSON.stringify({ session_id: "abc", session_expiry: 1 }))
    const signed = signSessionId(body, KEYS)
    expect(() => parseToken(signed, KEYS)).toThrow("the session id is not signed")
  })

  it.each(["[]", "{}", '{"session_id": 5}', "nonsense"])("is rejected with %s inside", (json) => {
    const body = base64url(json)
    expect(() => parseToken(signSessionId(body, KEYS), KEYS)).toThrow(TokenError)
  })

  it("is rejected when it unpacks to more than the limit", async () => {
    const { deflateSync } = await import("node:zlib")
    const bomb = deflateSync(Buffer.alloc(1 << 20)).toString("base64url")
    const inside = { session_id: signSessionId("a", KEYS), session_expiry: 1, __bk__zlib_: bomb }
    const body = base64url(JSON.stringify(inside))
    expect(() => parseToken(signSessionId(body, KEYS), KEYS)).toThrow("payload is malformed")
  })
})

describe("[T6] a signed session id", () => {
  const invite = {
    id: "i",
    sessionId: "s",
    place: "/a",
    role: "viewer",
    expiresAtMs: 1e15,
  } as const

  it("is not accepted as a signed token, ours or Python's", () => {
    const token = createToken({ sessionId: "a", expiresAtMs: 1, payload: undefined }, KEYS)
    for (const other of [token, text("token")]) {
      expect(() => openSignedId(other, KEYS)).toThrow("this is not a session id")
    }
  })

  it("is not accepted as an invitation, whatever is put before it", () => {
    const text_ = createInvite(invite, KEYS)
    expect(() => openSignedId(text_, KEYS)).toThrow("not signed")
    expect(() => openSignedId(`invite ${text_}`, KEYS)).toThrow("this is not a session id")
  })

  it("is neither a token nor an invitation", () => {
    const id = signSessionId("abc", KEYS)
    expect(() => parseToken(id, KEYS)).toThrow("the token is malformed")
    expect(() => parseInvite(id, KEYS)).toThrow("not signed")
    const body = base64url(JSON.stringify(invite))
    expect(() => parseInvite(signSessionId(body, KEYS), KEYS)).toThrow("not signed")
  })

  it("shows whether one of our pages made it", () => {
    const id = createSessionId({ alphanumeric: (count) => "x".repeat(count) })
    expect(id).toHaveLength(44)
    expect([isOwnSessionId(id), isOwnSessionId("abcDEF123")]).toEqual([true, false])
  })

  it("is signed again by the first key when an old one signed it", () => {
    expect(openSignedId(signSessionId("abc", ["old"]), ["new", "old"])).toEqual({
      id: "abc",
      signed: signSessionId("abc", ["new"]),
    })
  })
})

function base64url(content: string): string {
  return Buffer.from(content).toString("base64url")
}
