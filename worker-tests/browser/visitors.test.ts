// The user and the request on the whole way from the URL through page and socket to the handler.

import { createServer, type Server } from "node:http"
import { join } from "node:path"

import { exportJWK, generateKeyPair, SignJWT } from "jose"
import type { Browser, BrowserContextOptions } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { openBrowser } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { listening } from "../support/static-site.ts"

const KEYS = await generateKeyPair("RS256")

let team: Server
let teamUrl: string
let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  const jwk = { ...(await exportJWK(KEYS.publicKey)), kid: "k", alg: "RS256" }
  team = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })))
  teamUrl = `http://127.0.0.1:${await listening(team)}`
  worker = await startWorker({
    entry: join(import.meta.dirname, "visitors-app.ts"),
    vars: { TEAM: teamUrl },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  team.close()
  await browser.close()
  await worker.stop()
})

function accessToken(expires: string): Promise<string> {
  return new SignJWT({ email: "ada@example.org" })
    .setProtectedHeader({ alg: "RS256", kid: "k" })
    .setIssuer(teamUrl)
    .setAudience("tag")
    .setSubject("ada-1")
    .setExpirationTime(expires)
    .sign(KEYS.privateKey)
}

/** The visit as the handler saw it. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<unknown> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(worker.url + path)
  const text = await page.getByText(/^\{.*\}$/).textContent()
  await context.close()
  return JSON.parse(text ?? "")
}

describe("a visitor", () => {
  it("[A1] is sent to the login page, returns, and is the app's user", async () => {
    expect(await visit("/mine")).toMatchObject({ user: { id: "ada", name: "ADA" } })
  })

  it("[A1] with a token of Cloudflare Access is its user in page and socket", async () => {
    const extraHTTPHeaders = { "Cf-Access-Jwt-Assertion": await accessToken("5m") }
    const user = { id: "ada-1", email: "ada@example.org" }
    expect(await visit("/access", { extraHTTPHeaders })).toMatchObject({ user })
  })

  it("[A1] without a token of Cloudflare Access, or with an expired one, is rejected", async () => {
    const headers = { "Cf-Access-Jwt-Assertion": await accessToken("-5m") }
    for (const init of [{}, { headers }]) {
      // oxlint-disable-next-line no-await-in-loop -- two of them
      expect((await fetch(`${worker.url}/access`, init)).status).toBe(401)
    }
  })

  it("reaches the handler with all parts of the URL through a socket at the route's own path", async () => {
    const path = "/path/%C3%A4%20%F0%9F%98%80%2F%25/a/b%2Fc/%E2%98%83?q=1&q=2&r=%C3%A4+%26&s"
    expect(await visit(path)).toEqual({
      params: { title: "ä 😀/%", rest: "a/b/c/☃" },
      arguments: { q: ["1", "2"], r: ["ä &"], s: [""] },
    })
  })
})
