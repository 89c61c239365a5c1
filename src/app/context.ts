// What a handler is given beside the document.

/** The request that opened the session, as far as it is kept. */
export interface SessionRequest {
  readonly url: string
  /** Query arguments; every value of a repeated one, in order. */
  readonly arguments: Readonly<Record<string, readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}

export interface Context<P = Readonly<Record<string, string | number>>> {
  /** The session's id, without its signature. */
  readonly id: string
  /** The route's path parameters, decoded. */
  readonly params: P
  readonly request: SessionRequest
  /** The Worker's bindings and variables. */
  readonly env: Readonly<Record<string, unknown>>
}
