// Named builders that callbacks call: what they build is built again at each wake, so that its callbacks live.

import { type HasProps, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { reachableFrom } from "../model/references.ts"
import type { Build, PartInstance } from "./build.ts"

/** @param args JSON */
export type PartBuilder<D, A, M extends HasProps> = (doc: D, args: A) => M

export class Parts<D> {
  readonly #document: D
  readonly #build: () => Build
  readonly #builders = new Map<string, (args: unknown) => HasProps>()
  /** While a handler, or a part, builds: what it calls is its own. */
  #depth = 1

  constructor(document: D, build: () => Build) {
    this.#document = document
    this.#build = build
  }

  /** The handler is done. */
  built(): void {
    this.#depth = 0
  }

  /** @throws ModelError for a name that is taken */
  define<A, M extends HasProps>(name: string, builder: PartBuilder<D, A, M>): (args: A) => M {
    if (this.#builders.has(name)) throw new ModelError(`part: there are two named '${name}'`)
    const run = (args: A): M => {
      this.#depth++
      try {
        return builder(this.#document, args)
      } finally {
        this.#depth--
      }
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments were given to this very builder
    this.#builders.set(name, (args) => run(args as A))
    return (args) => {
      const kept: unknown = jsonOf(name, args)
      const root = run(args)
      if (this.#depth === 0) this.#note({ name, args: kept, models: this.#ownModels(root) })
      return root
    }
  }

  /** Builds one again. @throws what its builder throws, and ModelError when there is no such part any more */
  rebuild(name: string, args: unknown): readonly HasProps[] {
    const builder = this.#builders.get(name)
    if (builder === undefined) throw new ModelError(`there is no part '${name}' any more`)
    return this.#ownModels(builder(args))
  }

  #note(part: PartInstance): void {
    if (part.models.length > 0) this.#build().addPart(part)
  }

  /** Those that nothing else has built. */
  #ownModels(root: HasProps): readonly HasProps[] {
    return [...reachableFrom([root])].filter(
      (model) => stateOf(model).owner === undefined && this.#build().valuesOf(model) === undefined,
    )
  }
}

/** @throws ModelError for arguments that can't be kept */
function jsonOf(name: string, args: unknown): unknown {
  const text: string | undefined = JSON.stringify(args ?? null)
  if (text !== undefined) return JSON.parse(text)
  throw new ModelError(`part '${name}': its arguments must be JSON, got a ${typeof args}`)
}
