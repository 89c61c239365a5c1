// Limits how many sessions one address may start: by the platform's rate limit, if the Worker has one bound as
// NEW_SESSIONS, otherwise by a count in this isolate. Source:
// https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/

import { Buckets } from "../util/buckets.ts"
import { NEW_SESSION_LIMITS } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"

type Env = Readonly<Record<string, unknown>>

interface RateLimit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>
}

export class NewSessions {
  readonly #buckets = new Buckets(NEW_SESSION_LIMITS)

  /** True if the platform does not give the address, and for this machine's own. */
  async mayStart(request: Request, env: Env, nowMs: number): Promise<boolean> {
    const key = addressOf(request)
    if (key === undefined) return true
    const { NEW_SESSIONS } = env
    if (!isRateLimit(NEW_SESSIONS)) return this.#buckets.take(key, nowMs) === 0
    const { success } = await NEW_SESSIONS.limit({ key })
    return success
  }
}

function addressOf({ headers }: Request): string | undefined {
  // A server that also listens for IPv6 sees the other addresses as ::ffff:192.0.2.1.
  const address = headers.get("CF-Connecting-IP")?.replace(/^::ffff:(?=\d+\.)/i, "") ?? ""
  const isOwn = address === "" || address === "::1" || address.startsWith("127.")
  return isOwn ? undefined : networkOf(address)
}

/** For IPv6, the half that one customer gets: the first. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address
  const [first = [], last = []] = address.split("::").map((part) => part.split(":").filter(Boolean))
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0")
  return [...first, ...zeros, ...last].slice(0, 4).join(":")
}

function isRateLimit(binding: unknown): binding is RateLimit {
  return isRecord(binding) && "limit" in binding
}
