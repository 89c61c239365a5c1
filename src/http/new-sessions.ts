// Limits how many sessions one address may start: by the platform's rate limit, if the Worker has one bound as
// NEW_SESSIONS, otherwise by a count in this isolate. Source:
// https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/

import { Bucket } from "../util/bucket.ts"
import { NEW_SESSION_LIMITS } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"

type Env = Readonly<Record<string, unknown>>

interface RateLimit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>
}

/** Above this number, quiet addresses are removed, then the oldest, so that many addresses cannot fill the memory. */
const MAX_ADDRESSES = 10_000

export class NewSessions {
  readonly #buckets = new Map<string, Bucket>()

  /** True if the platform does not give the address, and for this machine's own. */
  async mayStart(request: Request, env: Env, nowMs: number): Promise<boolean> {
    const key = addressOf(request)
    if (key === undefined) return true
    const { NEW_SESSIONS } = env
    if (!isRateLimit(NEW_SESSIONS)) return this.#take(key, nowMs)
    const { success } = await NEW_SESSIONS.limit({ key })
    return success
  }

  #take(key: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(key) ?? new Bucket(NEW_SESSION_LIMITS, nowMs)
    if (!this.#buckets.has(key)) this.#makeRoom(nowMs)
    this.#buckets.set(key, bucket)
    return bucket.take(1, nowMs) === 0
  }

  #makeRoom(nowMs: number): void {
    if (this.#buckets.size < MAX_ADDRESSES) return
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(key)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size >= MAX_ADDRESSES && oldest !== undefined) this.#buckets.delete(oldest)
  }
}

function addressOf({ headers }: Request): string | undefined {
  const address = headers.get("CF-Connecting-IP") ?? ""
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
