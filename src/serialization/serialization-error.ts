// A codec's error: what is wrong, and where in the value.

export class SerializationError extends Error {
  override readonly name = "SerializationError"
  /** What is wrong, without the path. */
  readonly reason: string
  /** Where in the value, e.g. `events[2].new[0]`; empty for the value itself. */
  readonly path: string

  constructor(reason: string, path = "", options?: ErrorOptions) {
    super(path === "" ? reason : `${path}: ${reason}`, options)
    this.reason = reason
    this.path = path
  }

  /** The same error with a path that was unknown where it was thrown. */
  at(path: string): SerializationError {
    return new SerializationError(this.reason, path, { cause: this.cause })
  }
}
