// What a document needs from the session that holds it.

export type CallbackFailed = (error: unknown, name: string) => void

export interface DocumentHost {
  /** Something changed: the session should take the changes at the end of this turn, or soon if there is no turn. */
  changed(): void
  /**
   * Called when a callback is due, even if it has to wait. @returns a function to call when the callback throws, or its
   * promise is rejected. Its changes before that stay.
   */
  callbackFailing(): CallbackFailed
  /** A callback has to wait for others. @param begun resolves when it has started */
  callbackWaits(begun: Promise<void>): void
  /** An asynchronous callback has not ended for a long time: the callbacks that wait for it run now. */
  callbackHangs(callback: string): void
  /** Calls `action` once, after `ms`, unless the returned function is called first. */
  after(ms: number, action: () => void, slot?: number): () => void
}

/** For a document without a session (yet): errors go to whoever made the change. */
export const NO_HOST: DocumentHost = {
  changed: () => undefined,
  callbackFailing: () => (error) => {
    throw error
  },
  callbackWaits: () => undefined,
  callbackHangs: () => undefined,
  after: () => () => undefined,
}
