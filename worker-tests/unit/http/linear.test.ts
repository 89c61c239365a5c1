// Twice the characters of a request are twice the work, also inside of patterns and of the platform's own functions: no
// client can cause more work than it sends.
// @module-tag slow

import { describe, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"
import { expectLinearCost } from "../../support/cost.ts"

const serve = createFetch([app("/a", () => undefined), app("/r/:x<path>", () => undefined)], {
  trustForwarded: true,
})
const ENV = { ...BINDINGS, BOKEH_SECRET_KEY: "s", BOKEH_PY_LOG_LEVEL: "none" }

/** The characters of the shorter request. */
const SHORT = 8_000

const slashes = (n: number) => "/".repeat(n)
const list = (n: number, item: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => item(i)).join("&")
const ELEMENT = "bokeh-autoload-element=e"

const REQUESTS: Readonly<
  Record<string, (n: number) => readonly [string, Readonly<Record<string, string>>?]>
> = {
  "slashes before a page": (n) => [`${slashes(n)}a`],
  "slashes after a page": (n) => [`/a${slashes(n)}`],
  "slashes after a page, and something else": (n) => [`/a${slashes(n)}x`],
  "slashes in a parameter": (n) => [`/r/x${slashes(n)}x/metadata`],
  "slashes before a snippet's script": (n) => [`/a${slashes(n)}autoload.js?${ELEMENT}`],
  "slashes before embed.json": (n) => [`/a${slashes(n)}embed.json`],
  "slashes before metadata": (n) => [`/a${slashes(n)}metadata`],
  "slashes before nothing": (n) => [`${slashes(n)}nothing`],
  "names of an endpoint": (n) => [`/r${"/metadata".repeat(n / 9)}/x/metadata`],
  "encoded characters": (n) => [`/r/${"%41".repeat(n / 3)}/metadata`],
  arguments: (n) => [`/a?${list(n / 6, (i) => `a${i}`)}`],
  "values of one argument": (n) => [`/a?${list(n / 4, () => "a=1")}`],
  "values of one argument, at no page": (n) => [`/nothing?${list(n / 4, () => "a=1")}`],
  "roots of a snippet": (n) => [
    `/a/autoload.js?${ELEMENT}&${list(n / 30, (i) => `bokeh-autoload-root=${i}+e`)}`,
  ],
  cookies: (n) => ["/a", { Cookie: "a=1;".repeat(n / 4) }],
  "cookies without a value": (n) => ["/a", { Cookie: "a;".repeat(n / 2) }],
  "spaces in cookies": (n) => ["/a", { Cookie: `a${" ".repeat(n)}=1` }],
  "a prefix of slashes": (n) => ["/a", { "X-Forwarded-Prefix": `/a${slashes(n)}a` }],
  "a long prefix": (n) => ["/a", { "X-Forwarded-Prefix": "/a".repeat(n / 2) }],
  subprotocols: (n) => ["/a/ws", { "Sec-WebSocket-Protocol": "a,".repeat(n / 2) }],
}

describe("the work for a request is linear in", () => {
  it.each(Object.entries(REQUESTS))("%s", async (_what, requestOf) => {
    await expectLinearCost(SHORT, (n) => {
      const [path, headers = {}] = requestOf(n)
      const request = new Request(`http://server.org${path}`, { headers })
      return async () => (await serve(request, ENV)).text()
    })
  })
})
