// What a codec throws: what is wrong and where in the value.

export class SerializationError extends Error {
  override readonly name = "SerializationError"
  /** Where in the value, e.g. `events[2].new.entries[0]`; empty for the value itself. */
  readonly path: string

  constructor(message: string, path = "") {
    super(path === "" ? message : `${path}: ${message}`)
    this.path = path
  }
}
