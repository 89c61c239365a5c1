// Sign-in with Cloudflare Access: an auth hook that verifies its JWTs. Source:
// https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/

import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from "jose"

import type { Auth, User } from "../app/auth.ts"
import { assertOptions, type OptionNames } from "../util/assert-options.ts"
import { cookiesOf } from "./cookies.ts"

export interface CloudflareAccessOptions {
  /** `myteam`, for https://myteam.cloudflareaccess.com, or a whole URL. */
  readonly team: string
  /** The application's AUD tag, or several alternatives. */
  readonly audience: string | readonly string[]
}

const CLOCK_SKEW_S = 60
const NAMES = { team: true, audience: true } satisfies OptionNames<CloudflareAccessOptions>

/** Users are `{id, email?, custom?}`. For service tokens, the id is the token's common name. */
export function cloudflareAccess(options: CloudflareAccessOptions): Auth {
  assertOptions("cloudflareAccess", options, NAMES)
  const { team, audience } = options
  const issuer = team.includes("://")
    ? new URL(team).origin
    : `https://${team}.cloudflareaccess.com`
  if ([audience].flat().some((tag) => tag === "") || audience.length === 0) {
    throw new TypeError("cloudflareAccess: audience must be the application's AUD tag")
  }
  // The team's keys are fetched at the first request, and again when a token names a new key.
  const keys = createRemoteJWKSet(new URL("/cdn-cgi/access/certs", issuer))
  return async (request) => {
    const token =
      request.headers.get("Cf-Access-Jwt-Assertion") ?? cookiesOf(request)["CF_Authorization"] ?? ""
    if (token === "") return new Response("Sign in with Cloudflare Access.", { status: 401 })
    try {
      return await userOf(token, keys, issuer, [audience].flat())
    } catch (error) {
      // A failure to fetch the team's keys is not the visitor's fault.
      if (!(error instanceof errors.JOSEError && TOKEN_FAULTS.test(error.code))) throw error
      const status = error instanceof errors.JWTExpired ? 401 : 403
      return new Response(`The Cloudflare Access token is not valid: ${error.message}`, { status })
    }
  }
}

const TOKEN_FAULTS = /^ERR_(JW[ST]_|JWKS_NO_MATCHING_KEY|JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED))/

async function userOf(
  token: string,
  keys: JWTVerifyGetKey,
  issuer: string,
  audience: string[],
): Promise<User> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: ["RS256"],
    clockTolerance: CLOCK_SKEW_S,
    requiredClaims: ["exp"],
  })
  const { sub, common_name, email, custom } = payload
  // A service token has an empty subject and a common name.
  const id = [sub, common_name].find((name) => typeof name === "string" && name !== "")
  if (typeof id !== "string") {
    throw new errors.JWTClaimValidationFailed("it names no user", payload, "sub")
  }
  return { id, ...(email !== undefined && { email }), ...(custom !== undefined && { custom }) }
}
