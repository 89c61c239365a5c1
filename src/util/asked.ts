// A promise whose value is requested only when somebody waits for it.

export class Asked<T> extends Promise<T> {
  readonly #ask: () => Promise<T>
  #answer: Promise<T> | undefined

  /** @param ask is called once, by the first waiter */
  constructor(ask: () => Promise<T>) {
    super(() => undefined)
    this.#ask = ask
  }

  /** `then`, `catch` and `finally` return ordinary promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  // oxlint-disable-next-line unicorn/no-thenable -- `await` calls it
  override then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#answer ??= this.#ask()
    return this.#answer.then(fulfilled, rejected)
  }
}
