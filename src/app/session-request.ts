// The request that a session or a socket of it comes from.

/** The request that opened the session, as far as it is kept. */
export interface SessionRequest {
  readonly url: string
  /** Query arguments; every value of a repeated one, in order. */
  readonly arguments: Readonly<Record<string, readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}
