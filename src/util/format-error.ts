// Stored data of a version that this code does not know: it was written by a newer one. It is left as it is.

export class FormatError extends Error {
  override readonly name = "FormatError"

  /** @param what is stored, with its article: "a group" */
  constructor(what: string, found: unknown, newest: number) {
    super(
      `${what} is stored in format ${JSON.stringify(found)}, expected at most ${newest}: it was written by a newer version of bokeh-edge`,
    )
  }
}
