// Notices when the development server no longer responds: a callback that never ends prints nothing.

const EVERY_MS = 5000
const LATE_MS = 8000

export class AnswerWatch {
  readonly #changed: (isAnswering: boolean) => void
  #isAnswering = true
  #timer: NodeJS.Timeout | undefined

  /** @param changed called when it has not responded for 8 s, and when it responds again */
  constructor(changed: (isAnswering: boolean) => void) {
    this.#changed = changed
  }

  start(url: string): void {
    this.stop()
    this.#isAnswering = true
    this.#timer = setTimeout(() => void this.#look(url), EVERY_MS).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #look(url: string): Promise<void> {
    const timer = this.#timer
    const isAnswering = await answers(url)
    if (this.#timer !== timer) return // it was stopped, or has started again
    if (isAnswering !== undefined && isAnswering !== this.#isAnswering) {
      this.#isAnswering = isAnswering
      this.#changed(isAnswering)
    }
    this.#timer = setTimeout(() => void this.#look(url), EVERY_MS).unref()
  }
}

/** Undefined when nothing listens: the server is starting. */
async function answers(url: string): Promise<boolean | undefined> {
  try {
    await fetch(`${url}/liveness`, { signal: AbortSignal.timeout(LATE_MS) })
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? false : undefined
  }
}
