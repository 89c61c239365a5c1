// A time limit for an app's asynchronous work.

import type { Timers } from "../../ports.ts"

export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError"
}

/** @throws TimeLimitError when the promise is not settled after `seconds`; the work behind it continues */
export async function inTime<T>(
  timers: Timers,
  what: string,
  seconds: number,
  promise: Promise<T> | T,
): Promise<T> {
  const late = Promise.withResolvers<never>()
  const stop = timers.after(seconds * 1000, () =>
    late.reject(new TimeLimitError(`${what} took longer than ${seconds} s`)),
  )
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    stop()
  }
}
