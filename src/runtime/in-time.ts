// A time limit for what an app does asynchronously.

export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError"
}

/** @throws TimeLimitError when the promise is not settled after `seconds`; what it waits for goes on */
export async function inTime<T>(
  what: string,
  seconds: number,
  promise: Promise<T> | T,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new TimeLimitError(`${what} took longer than ${seconds} s`)
    timer = setTimeout(() => reject(error), seconds * 1000)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
