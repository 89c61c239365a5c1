// An error that knows its HTTP status.

export class HttpError extends Error {
  override readonly name = "HttpError"
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /** `reason` is shown to the client. */
  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason)
    this.status = status
    this.headers = headers
  }
}
