// How the codecs reach models without knowing them; model/ and document/ implement these.

/** What decoding asks for. `M` is the host's model type. */
export interface Resolver<M extends object> {
  /**
   * The model known by this id: in the document already, or made earlier in this message.
   * @param defined the type that is to be made where none is known; without it, the id alone was named
   * @throws SerializationError where the one that is known has another type
   */
  find(id: string, defined?: string): M | undefined
  /** Makes an empty model and remembers it for later references. @throws SerializationError for an impossible name. */
  create(type: string, id: string): M
  /** Gives a model made by `create` its attributes; called once, after they are all decoded. */
  initialize(model: M, attributes: Readonly<Record<string, unknown>>): void
}

/** What the encoder needs to know about a model. */
export interface ModelParts {
  readonly id: string
  readonly type: string
  /** The attributes that differ from the defaults, in a stable order. */
  readonly attributes: Iterable<readonly [name: string, value: unknown]>
}

/** What encoding asks for. */
export interface ModelSource {
  /** The parts of a model, or undefined for any other object. @throws when the model has no id. */
  describe(value: object): ModelParts | undefined
  /** True when the receiver has this model already: it is then written as a reference. */
  isKnown(id: string): boolean
}
