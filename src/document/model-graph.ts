// Which models belong to a document: ids, ownership, and reachability from the roots. Source: Python bokeh.document.models,
// bokehjs document/document.ts (3.10)

import { type HasProps, type Owner, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { applyTheme, makeModelDefaults } from "../model/property-value.ts"
import { childrenOf, modelsIn, reachableFrom } from "../model/references.ts"
import { NO_THEME, type Theme } from "../model/theme.ts"
import type { Origin } from "./changes.ts"

/** Distinguishes the server's ids from Python's (`p1234`) and BokehJS's (32 hex digits). */
const ID_PREFIX = "m"
const OWN_ID = /^m([1-9]\d*)$/
/** True for an id that one of this server's documents has given. */
export function isOwnId(id: string): boolean {
  return OWN_ID.test(id)
}

/** How many ids from other sources are remembered after their models left, so that late patches for them are no error. */
const MAX_RETIRED = 10_000

/** The ids of models that have not been sent to clients yet, and the client whose change brought each of them. */
export type FreshModels = ReadonlyMap<string, Origin | undefined>

export class ModelGraph {
  readonly #owner: Owner
  readonly #models = new Map<string, HasProps>()
  readonly #retired = new Set<string>()
  readonly #fresh = new Map<string, Origin | undefined>()
  /** Applied to each model that joins. */
  theme: Theme = NO_THEME
  /** The new ids of models whose own ids others have taken, since the last turn was stored. */
  renamed = new Map<string, string>()
  #lastNumber = 0
  #mayHaveOrphans = false

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /** Whether all models in a value belong to this document: clients throw at unknown ids. */
  hasAllIn(value: unknown): boolean {
    for (const model of modelsIn(value)) if (this.find(model.id) !== model) return false
    return true
  }

  find(id: string): HasProps | undefined {
    return this.#models.get(id)
  }

  /** True for a model that was in the document before: a client may name it before it learns that it left. */
  wasHere(id: string): boolean {
    return this.#retired.has(id) || this.#wasGiven(id)
  }

  #wasGiven(id: string): boolean {
    const [, number] = OWN_ID.exec(id) ?? []
    return number !== undefined && Number(number) <= this.#lastNumber
  }

  /** The models that have joined since the last call whose change is due. From now on they count as sent. */
  takeFresh(isDue: (origin: Origin | undefined) => boolean): FreshModels {
    const fresh = [...this.#fresh].filter(([, origin]) => isDue(origin))
    for (const [id] of fresh) this.#fresh.delete(id)
    return new Map(fresh)
  }

  /** Models from `takeFresh` that could not be sent count as new again. */
  keepFresh(fresh: FreshModels): void {
    for (const [id, origin] of fresh) if (this.#models.has(id)) this.#fresh.set(id, origin)
  }

  /** The last number given as an id. A restored document continues from its stored number. */
  get lastNumber(): number {
    return this.#lastNumber
  }

  set lastNumber(value: number) {
    this.#lastNumber = value
  }

  /** Adds a model and all that it refers to, and gives them ids in walk order. @throws ModelError if another document has it */
  join(model: HasProps, origin: Origin | undefined): void {
    const state = stateOf(model)
    if (state.owner === this.#owner) return
    state.owner?.release()
    if (state.owner !== undefined) {
      throw new ModelError(
        `this ${model.type} is already in another document: make models inside the handler, each session needs its own`,
      )
    }
    // Documents give the same ids.
    if (state.keeper !== undefined && state.keeper !== this.#owner) state.id = undefined
    state.id ??= this.#nextId()
    if (this.#models.has(state.id)) {
      throw new ModelError(`two models have the id '${state.id}' (the second is a ${model.type})`)
    }
    state.owner = this.#owner
    state.keeper = this.#owner
    this.#models.set(state.id, model)
    this.#retired.delete(state.id)
    this.#fresh.set(state.id, origin)
    makeModelDefaults(model)
    applyTheme(model, this.theme.valuesFor(state.schema))
    for (const child of childrenOf(model)) this.join(child, origin)
  }

  /** The same for every model in a value. */
  joinAll(value: unknown, origin: Origin | undefined): void {
    for (const model of modelsIn(value)) this.join(model, origin)
  }

  /** From now on, notices changes of a model and all that it refers to, while it is not in the document. Gives it an id. */
  keep(model: HasProps): void {
    const state = stateOf(model)
    if (state.owner !== undefined || state.keeper === this.#owner) return
    state.id ??= this.#nextId()
    state.keeper = this.#owner
    makeModelDefaults(model)
    for (const child of childrenOf(model)) this.keep(child)
  }

  /** For a model that is kept. @returns the new id, which `renamed` may determine */
  newIdFor({ id }: HasProps): string {
    const given = this.renamed.get(id) ?? this.#nextId()
    this.renamed.set(id, given)
    return given
  }

  /** Call it when a reference was dropped: the next `prune` checks which models are still reachable. */
  markOrphans(): void {
    this.#mayHaveOrphans = true
  }

  /** Removes the models that are no longer reachable from `roots`. */
  prune(roots: Iterable<HasProps>): void {
    if (!this.#mayHaveOrphans) return
    this.#mayHaveOrphans = false
    const reachable = reachableFrom(roots)
    for (const [id, model] of this.#models) if (!reachable.has(model)) this.#retire(id, model)
  }

  /** Makes exactly the models that are reachable from `roots` the document's, with their ids. */
  adopt(roots: Iterable<HasProps>): void {
    const reachable = reachableFrom(roots)
    for (const model of this.#models.values()) stateOf(model).owner = undefined
    this.#models.clear()
    for (const model of reachable) {
      stateOf(model).owner = this.#owner
      stateOf(model).keeper = this.#owner
      this.#models.set(model.id, model)
      applyTheme(model, this.theme.valuesFor(stateOf(model).schema))
    }
    this.#fresh.clear()
  }

  /** Creates missing models that others have by default: their stored values were lost. */
  complete(changed: (model: HasProps, attr: string) => void): void {
    for (const model of this.#models.values()) {
      const { values } = stateOf(model)
      const before = new Set(values.keys())
      makeModelDefaults(model)
      for (const attr of values.keys()) if (!before.has(attr)) changed(model, attr)
      for (const child of childrenOf(model)) this.join(child, undefined)
    }
  }

  /** The number of models. */
  get size(): number {
    return this.#models.size
  }

  all(): Iterable<HasProps> {
    return this.#models.values()
  }

  #retire(id: string, model: HasProps): void {
    stateOf(model).owner = undefined
    this.#models.delete(id)
    this.#fresh.delete(id)
    if (this.#wasGiven(id)) return
    this.#retired.add(id)
    const [oldest = ""] = this.#retired
    if (this.#retired.size > MAX_RETIRED) this.#retired.delete(oldest)
  }

  /** Ids from other sources are not counted, only skipped: a client may send any number. */
  #nextId(): string {
    do this.#lastNumber++
    while (this.#models.has(`${ID_PREFIX}${this.#lastNumber}`))
    return `${ID_PREFIX}${this.#lastNumber}`
  }
}
