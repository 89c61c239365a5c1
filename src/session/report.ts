// Reports an app's failure: the log has all of it under an id, clients get the id (and the stack in development).

import type { Log, Random } from "../ports.ts"
import { errorText } from "../util/error-text.ts"

/** What clients get: `reason` in one line, `text` with the stack. In production both are only the id. */
export interface Failure {
  readonly reason: string
  readonly text: string
}

export interface Reporting {
  readonly log: Log
  readonly random: Random
  readonly settings: { readonly isDevelopment: boolean }
}

const MAX_TEXT_LENGTH = 10_000

export function reportFailure(
  { log, random, settings }: Reporting,
  what: string,
  error: unknown,
): Failure {
  const id = random.alphanumeric(8)
  log.error(what, { id, error })
  if (!settings.isDevelopment) {
    const reason = `the app failed (error ${id})`
    return { reason, text: reason }
  }
  const stack = error instanceof Error ? error.stack : undefined
  return {
    reason: `${errorText(error)} (error ${id})`,
    text: `${stack ?? errorText(error)}\n(error ${id})`.slice(0, MAX_TEXT_LENGTH),
  }
}
