// What a path of the app leads to, as the Worker would find it.

import type { User } from "../app/auth.ts"
import { paramsIn, routePatterns } from "../app/route-patterns.ts"
import type { Match, Route } from "../app/route.ts"
import type { Config } from "../env.ts"
import { admissionOf } from "../http/admission.ts"
import { argumentsOf, SESSION_ARGUMENTS } from "../http/arguments.ts"
import type { Admission } from "../objects/admission.ts"

/** What a page's request contains beside its URL. */
export interface Visit {
  /** The visitor, as the `auth` hook would return it. */
  readonly user?: User
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: Readonly<Record<string, string>>
}

export interface Visitor extends Visit {
  readonly sessionId: string
  readonly nowMs: number
  readonly config: Config
}

const ORIGIN = "https://test"
const TOKEN_MS = 300_000

/** @throws Error for a path without a page */
export async function matchOf(
  routes: readonly Route[],
  path: string,
  env: Readonly<Record<string, unknown>>,
): Promise<Match> {
  const { pathname } = new URL(path, ORIGIN)
  for (const pattern of routePatterns(routes)) {
    const found = pattern.endpoint === "socket" ? undefined : pattern.regexp.exec(pathname)
    if (found === null || found === undefined) continue
    const params = paramsIn(pattern, { ...found.groups })
    const { route, endpoint } = pattern
    // oxlint-disable-next-line no-await-in-loop -- the first one decides
    const exists = (await route.options.exists?.(params, env)) ?? true
    if (exists) return { route, endpoint, params }
    break
  }
  throw new Error(`there is no page at ${pathname}`)
}

/**
 * The visitor's rights, and the session that the path leads to. @throws TokenError for an invitation that is invalid or has
 * expired
 */
export function admissionFor(path: string, match: Match, visitor: Visitor): Admission {
  const { sessionId, nowMs, headers = {}, cookies = {}, config, user } = visitor
  const page = new URL(path, ORIGIN)
  const url = new URL(page)
  url.pathname = `${page.pathname.replace(/\/+$/, "")}/${match.route.options.ws ?? "ws"}`
  const payload = { headers, cookies, arguments: argumentsOf(page, SESSION_ARGUMENTS) }
  const token = { sessionId, expiresAtMs: nowMs + TOKEN_MS, payload, purpose: "page" }
  return admissionOf(url, match, token, { now: () => nowMs, user, config })
}
