// What a document asks of the session that holds it.

export type CallbackFailed = (error: unknown, name: string) => void

export interface DocumentHost {
  /** Something changed: take the changes when this turn is over, or soon when there is none. */
  changed(): void
  /**
   * Asked when a callback is due, also where it has to wait. @returns whom to tell when it throws, or its promise is
   * rejected. What it changed before stays.
   */
  callbackFailing(): CallbackFailed
  /** A callback has to wait for others. @param begun resolves when it has begun */
  callbackWaits(begun: Promise<void>): void
  /** An asynchronous callback has not ended for long: those that wait for it run now. */
  callbackHangs(callback: string): void
  /** Calls `action` once, after `ms`, unless the returned function is called before. */
  after(ms: number, action: () => void, slot?: number): () => void
}

/** For a document that no session holds (yet): errors go to whoever made the change. */
export const NO_HOST: DocumentHost = {
  changed: () => undefined,
  callbackFailing: () => (error) => {
    throw error
  },
  callbackWaits: () => undefined,
  callbackHangs: () => undefined,
  after: () => () => undefined,
}
