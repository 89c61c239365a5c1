// The session as its document sees it. Source: Python bokeh.server.contexts (BokehSessionContext)

export interface SessionContext {
  /** The session's id, without its signature. */
  readonly id: string
  /** The request that opened the session: the page's query, and the headers and cookies that the route names. */
  readonly request: {
    readonly arguments: Readonly<Record<string, readonly string[]>>
    readonly headers: Readonly<Record<string, string>>
    readonly cookies: Readonly<Record<string, string>>
  }
}
