// Named builders that callbacks call: what they build is built again at each wake, so that its callbacks work again.

import { Births } from "../model/births.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { reachableFrom } from "../model/references.ts"
import { checkedJson } from "../util/checked-json.ts"
import type { PartInstance } from "./build.ts"
import type { Keeper } from "./kept-models.ts"

/** @param args JSON */
export type PartBuilder<D, A, M extends HasProps> = (doc: D, args: A) => M

export class Parts<D> {
  readonly #document: D
  readonly #internals: () => Keeper
  readonly #builders = new Map<string, (args: unknown) => HasProps>()
  /** While a handler, or a part, builds: parts that it calls belong to it. */
  #depth = 1

  constructor(document: D, internals: () => Keeper) {
    this.#document = document
    this.#internals = internals
  }

  /** The handler is done. */
  built(): void {
    this.#depth = 0
  }

  /** @throws ModelError for a name that is already in use */
  define<A, M extends HasProps>(name: string, builder: PartBuilder<D, A, M>): (args: A) => M {
    if (this.#builders.has(name)) throw new ModelError(`part: the name '${name}' is used twice`)
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
      if (this.#depth > 0) return run(args)
      const kept: unknown = jsonOf(name, args)
      const { root, models } = this.#watched(() => run(args))
      if (models.length > 0) this.#note({ name, args: kept, models })
      return root
    }
  }

  /** Builds a part again. @throws errors of its builder, and ModelError when the part no longer exists */
  rebuild(name: string, args: unknown): readonly HasProps[] {
    const builder = this.#builders.get(name)
    if (builder === undefined) throw new ModelError(`part '${name}' no longer exists`)
    return this.#watched(() => builder(args)).models
  }

  #note(part: PartInstance): void {
    const { build, graph } = this.#internals()
    for (const model of part.models) graph.keep(model)
    build.addPart(part)
  }

  /** Its models: those of the root that nothing else has built, then those that it created for later. */
  #watched<M extends HasProps>(
    build: () => M,
  ): { readonly root: M; readonly models: readonly HasProps[] } {
    const births = new Births()
    const root = births.during(build)
    const made = births.end().filter((model) => model instanceof HasProps)
    const all = reachableFrom([root, ...made])
    return { root, models: [...all].filter((model) => this.#isOwn(model)) }
  }

  #isOwn(model: HasProps): boolean {
    return (
      stateOf(model).owner === undefined && this.#internals().build.valuesOf(model) === undefined
    )
  }
}

/** @throws ModelError for arguments that cannot be stored */
function jsonOf(name: string, args: unknown): unknown {
  const refused = (reason: string) =>
    new ModelError(`part '${name}': its arguments ${reason}: find models by their names`)
  return JSON.parse(checkedJson(args, refused))
}
