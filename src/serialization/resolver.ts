// The interfaces through which the codecs reach models. model/ and document/ implement them.

/** What decoding needs. `M` is the host's model type. */
export interface Resolver<M extends object> {
  /**
   * The known model with this id: one of the document, or one created earlier in this message.
   * @param defined the type to create if the model is unknown; undefined if only the id was named
   * @throws SerializationError if the known model has another type
   */
  find(id: string, defined?: string): M | undefined
  /** Creates an empty model and remembers it for later references. @throws SerializationError for an impossible name. */
  create(type: string, id: string): M
  /** True when known models get the attributes that a definition gives them. */
  readonly redefines?: boolean
  /** Sets the attributes of a defined model. Called once, after all attributes are decoded. */
  initialize(model: M, attributes: Readonly<Record<string, unknown>>): void
}

/** What the encoder needs to know about a model. */
export interface ModelParts {
  readonly id: string
  readonly type: string
  /** The attributes that differ from the defaults, in a stable order. */
  readonly attributes: Iterable<readonly [name: string, value: unknown]>
}

/** What encoding needs. */
export interface ModelSource {
  /** The parts of a model, or undefined for any other object. @throws when the model has no id. */
  describe(value: object): ModelParts | undefined
  /** True when the receiver has this model: then it is written as a reference. */
  isKnown(id: string): boolean
}
