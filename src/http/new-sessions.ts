// How many sessions one address may start: the platform's rate limit, where the Worker has one bound as NEW_SESSIONS.
// Source: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/

import type { Env } from "./context.ts"

interface RateLimit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>
}

/** True without a binding, and where the platform does not say the address. */
export async function mayStartSession(request: Request, { NEW_SESSIONS }: Env): Promise<boolean> {
  const key = request.headers.get("CF-Connecting-IP")
  if (!isRateLimit(NEW_SESSIONS) || key === null) return true
  const { success } = await NEW_SESSIONS.limit({ key })
  return success
}

function isRateLimit(binding: unknown): binding is RateLimit {
  return typeof binding === "object" && binding !== null && "limit" in binding
}
