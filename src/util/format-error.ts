// Stored data of a version that this code does not know: newer code wrote it. It is left unchanged.

export class FormatError extends Error {
  override readonly name = "FormatError"

  /** @param what the stored thing, with its article: "a group" */
  constructor(what: string, found: unknown, newest: number) {
    super(
      `${what} is stored in format ${JSON.stringify(found)}, expected at most ${newest}: it was written by a newer version of bokeh-edge`,
    )
  }
}
