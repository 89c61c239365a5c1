import { once } from "node:events"
import { createServer, type Server } from "node:http"

import { exportJWK, generateKeyPair, SignJWT } from "jose"
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"

import type { AuthContext, User } from "../../../src/app/auth.ts"
import { cloudflareAccess } from "../../../src/http/cloudflare-access.ts"

const AUDIENCE = "aud-tag"
const CONTEXT: AuthContext = { pattern: "/a", params: {}, endpoint: "page", env: {} }

type Pair = Awaited<ReturnType<typeof generateKeyPair>>
let pairs: Record<string, Pair>
/** The ids of the keys that the team has now, and the number of requests for them. */
let published = ["old"]
let fetches = 0
let isDown = false
let server: Server
let team: string

beforeAll(async () => {
  const pair = () => generateKeyPair("RS256", { extractable: true })
  pairs = { old: await pair(), new: await pair(), foreign: await pair() }
  server = createServer((request, response) => {
    fetches++
    void (async () => {
      if (isDown || request.url !== "/cdn-cgi/access/certs") response.statusCode = 503
      const keys = published.map(async (kid) => ({ ...(await jwkOf(kid)), kid, alg: "RS256" }))
      response.end(JSON.stringify({ keys: await Promise.all(keys) }))
    })()
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  team = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
})
afterAll(() => server.close())
afterEach(() => {
  vi.useRealTimers()
  published = ["old"]
  isDown = false
})

function pairOf(kid: string): Pair {
  const pair = pairs[kid]
  if (pair === undefined) throw new Error(`there is no key ${kid}`)
  return pair
}

const jwkOf = (kid: string) => exportJWK(pairOf(kid).publicKey)

interface Claims {
  readonly kid?: string
  readonly key?: string
  readonly audience?: string
  readonly issuer?: string
  /** From now to its end. */
  readonly seconds?: number
  readonly notBefore?: number
  readonly sub?: string
  readonly more?: Readonly<Record<string, unknown>>
}

function jwt({ kid = "old", key = kid, seconds = 300, ...claims }: Claims = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const { audience = AUDIENCE, issuer = team, notBefore = -300, sub = "user-1", more } = claims
  return new SignJWT({ email: "me@example.org", ...more })
    .setProtectedHeader({ alg: "RS256", kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setNotBefore(now + notBefore)
    .setExpirationTime(now + seconds)
    .sign(pairOf(key).privateKey)
}

async function answer(auth: ReturnType<typeof cloudflareAccess>, headers: Record<string, string>) {
  const given = await auth(new Request("http://server.org/a", { headers }), CONTEXT)
  return given instanceof Response ? [given.status, await given.text()] : given
}

const signedIn = async (claims?: Claims, auth = cloudflareAccess({ team, audience: AUDIENCE })) =>
  answer(auth, { "Cf-Access-Jwt-Assertion": await jwt(claims) })

const ME: User = { id: "user-1", email: "me@example.org" }

describe("Cloudflare Access", () => {
  it("admits the user that the token names, from the header or the cookie", async () => {
    expect(await signedIn()).toEqual(ME)
    const auth = cloudflareAccess({ team, audience: ["other", AUDIENCE] })
    expect(await answer(auth, { Cookie: `a=b; CF_Authorization=${await jwt()}` })).toEqual(ME)
  })

  it("names service tokens by their common name", async () => {
    expect(await signedIn({ sub: "", more: { common_name: "robot" } })).toMatchObject({
      id: "robot",
    })
  })

  it("requires a sign-in when there is no token", async () => {
    expect(await answer(cloudflareAccess({ team, audience: AUDIENCE }), {})).toEqual([
      401,
      "Sign in with Cloudflare Access.",
    ])
  })

  it.each<readonly [string, Claims, number, string]>([
    ["another audience's", { audience: "other" }, 403, '"aud"'],
    ["another team's", { issuer: "https://other.example" }, 403, '"iss"'],
    ["a foreign key's", { kid: "old", key: "foreign" }, 403, "signature verification failed"],
    ["an unknown key's", { kid: "foreign" }, 403, "no applicable key"],
    ["an expired", { seconds: -61 }, 401, '"exp"'],
    ["a future", { notBefore: 90 }, 403, '"nbf"'],
    ["nobody's", { sub: "" }, 403, "names no user"],
  ])("rejects %s token", async (_name, claims, status, reason) => {
    expect(await signedIn(claims)).toEqual([status, expect.stringContaining(reason)])
  })

  it.each(["garbage", "a.b.c", ""])("rejects '%s'", async (token) => {
    const auth = cloudflareAccess({ team, audience: AUDIENCE })
    const [status] = [await answer(auth, { "Cf-Access-Jwt-Assertion": token })].flat()
    expect(status).toBe(token === "" ? 401 : 403)
  })

  it("tolerates clocks that differ by less than a minute", async () => {
    expect(await signedIn({ seconds: -50 })).toEqual(ME)
    expect(await signedIn({ notBefore: 50 })).toEqual(ME)
  })

  it("fetches the keys once, and again when a new key signs", async () => {
    const auth = cloudflareAccess({ team, audience: AUDIENCE })
    const before = fetches
    await signedIn({}, auth)
    await signedIn({}, auth)
    expect(fetches - before).toBe(1)
    published = ["old", "new"]
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 })
    expect(await signedIn({ kid: "new" }, auth)).toEqual(ME)
    expect(fetches - before).toBe(2)
  })

  it("answers with a server error when the keys can't be fetched", async () => {
    isDown = true
    await expect(signedIn()).rejects.toThrow("Expected 200 OK")
  })

  it("requires an audience", () => {
    expect(() => cloudflareAccess({ team, audience: "" })).toThrow("audience must be")
    expect(() => cloudflareAccess({ team, audience: [] })).toThrow("audience must be")
  })
})
