// The cost of a page: signatures are made once, and what was just made is not parsed.

import crypto from "node:crypto"
import { syncBuiltinESMExports } from "node:module"

import { afterAll, describe, expect, it, vi } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { placeKey } from "../../../src/objects/names.ts"
import { createInvite } from "../../../src/session/invite.ts"
import { createToken, signSessionId } from "../../../src/session/token.ts"
import { html } from "../../../src/util/html.ts"
import { BINDINGS } from "../../support/bindings.ts"

const made = vi.spyOn(crypto, "createHmac")
syncBuiltinESMExports()
afterAll(() => {
  made.mockRestore()
  syncBuiltinESMExports()
})

const serve = createFetch([
  app("/plain", () => undefined),
  app("/all", () => undefined, {
    template: ({ resources, isViewer }) => html`${resources}${String(isViewer)}`,
    session: { resume: "cookie" },
  }),
])

/** The host's session, which has ended. */
const outline = () => Promise.resolve({ state: "refused", status: 500, reason: "over" })
const SESSIONS = { getByName: () => ({ outline }) }

async function hmacsFor(path: string, cookie?: string): Promise<number> {
  made.mockClear()
  const headers = cookie === undefined ? {} : { Cookie: cookie }
  const request = new Request(`http://server.org${path}`, { headers })
  expect((await serve(request, { ...BINDINGS, BOKEH_SECRET_KEY: "secret", SESSIONS })).status).toBe(
    200,
  )
  return made.mock.calls.length
}

describe("one GET of a page makes at most three HMACs", () => {
  const cookie = `bokeh-session=${signSessionId("back", ["secret"])}`
  const invite = createInvite(
    {
      id: "i",
      sessionId: "s",
      place: placeKey({ pattern: "/all", params: {} }),
      role: "viewer",
      expiresAtMs: Date.now() + 60_000,
    },
    ["secret"],
  )
  const token = createToken({ sessionId: "t", expiresAtMs: 1, payload: undefined }, ["secret"])

  it.each([
    ["plain", "/plain", undefined, 2],
    ["with a template and a cookie to come", "/all", undefined, 2],
    ["with a template, resumed by its cookie", "/all", cookie, 2],
    [
      "for a session that the link names",
      `/plain?bokeh-session-id=${cookie.slice(14)}`,
      undefined,
      2,
    ],
    ["for a token that the link names", `/plain?bokeh-token=${token}`, undefined, 2],
    ["for a guest", `/all?bokeh-invite=${invite}`, cookie, 3],
    ["as a snippet", "/plain/autoload.js?bokeh-autoload-element=e", undefined, 2],
  ] as const)("for a request of the kind: %s", async (_name, path, sent, count) => {
    expect(await hmacsFor(path, sent)).toBe(count)
  })
})
