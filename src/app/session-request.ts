// The request that a session, or one of its sockets, comes from.

/** The request that opened the session: the parts that are stored. */
export interface SessionRequest {
  readonly url: string
  /** Query arguments. A repeated argument has all its values, in order. */
  readonly arguments: Readonly<Record<string, readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}
