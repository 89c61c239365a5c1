import { describe, expect, it } from "vitest"

import { createInvite, type Invite, parseInvite } from "../../../src/session/invite.ts"
import { type Keys, signText, TokenError } from "../../../src/session/token.ts"

const KEYS: Keys = ["secret"]
const INVITE: Invite = {
  id: "i1",
  sessionId: "s",
  place: "/a",
  role: "viewer",
  expiresAtMs: 5000,
}

describe("an invitation", () => {
  it("is read with the values it was made from", () => {
    expect(parseInvite(createInvite(INVITE, KEYS), KEYS)).toEqual(INVITE)
  })

  it.each([
    ["without an end", { expiresAtMs: undefined }, "expiresAtMs"],
    ["without end", { expiresAtMs: Infinity }, "expiresAtMs"],
    ["with an end that is not a number", { expiresAtMs: "9999" }, "expiresAtMs"],
    ["that makes an owner", { role: "owner" }, '"owner"'],
    ["to no session", { sessionId: 5 }, "sessionId"],
  ])("%s is rejected, even with a valid signature", (_name, changed, message) => {
    const text = signText("invite ", JSON.stringify({ ...INVITE, ...changed }), KEYS)
    expect(() => parseInvite(text, KEYS)).toThrow(TokenError)
    expect(() => parseInvite(text, KEYS)).toThrow(message)
  })

  it.each(["{", "5"])("is rejected when it is %s, not an object in JSON", (json) => {
    expect(() => parseInvite(signText("invite ", json, KEYS), KEYS)).toThrow(
      /^the invitation is malformed: Invalid type: Expected Object but received \w+$/,
    )
  })
})
