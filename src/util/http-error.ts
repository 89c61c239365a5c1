// An error with an HTTP status.

export class HttpError extends Error {
  override readonly name = "HttpError"
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly detail: string | undefined

  /** `reason` is shown to the client, `detail` in development only. */
  constructor(
    status: number,
    reason: string,
    headers: Readonly<Record<string, string>> = {},
    detail?: string,
  ) {
    super(reason)
    this.status = status
    this.headers = headers
    this.detail = detail
  }
}
