// An app's failure: the log has all of it under an id, clients are told as much as they may know.

import type { Log } from "../ports.ts"
import { errorText } from "../util/error-text.ts"

/** What clients are told: `reason` in one line, `text` with the stack. In production both are no more than the id. */
export interface Failure {
  readonly reason: string
  readonly text: string
}

const MAX_TEXT_LENGTH = 10_000

export function reportFailure(
  log: Log,
  what: string,
  error: unknown,
  isDevelopment: boolean,
): Failure {
  const id = crypto.randomUUID().slice(0, 8)
  log.error(what, { id, error })
  if (!isDevelopment) {
    const reason = `the app failed (error ${id})`
    return { reason, text: reason }
  }
  const stack = error instanceof Error ? error.stack : undefined
  return {
    reason: `${errorText(error)} (error ${id})`,
    text: `${stack ?? errorText(error)}\n(error ${id})`.slice(0, MAX_TEXT_LENGTH),
  }
}
