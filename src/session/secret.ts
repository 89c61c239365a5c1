// Whether somebody knows a secret.

import { createHash, timingSafeEqual } from "node:crypto"

/**
 * Whether `given` is the secret, in the same time for any. False when either is missing or empty: a variable that nobody
 * has set lets nobody in.
 */
export function isSecret(given: unknown, secret: unknown): boolean {
  if (typeof given !== "string" || typeof secret !== "string" || secret === "") return false
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest()
}
