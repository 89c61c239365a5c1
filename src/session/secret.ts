// Compares secrets.

import { createHash, timingSafeEqual } from "node:crypto"

/** Whether `given` is the secret, in constant time. False when either is missing or empty: an unset variable lets nobody in. */
export function isSecret(given: unknown, secret: unknown): boolean {
  if (typeof given !== "string" || typeof secret !== "string" || secret === "") return false
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest()
}
