// What a handler built, as it was when the handler had finished. Everything else in a document is a change.

import { isEqual } from "../model/equal.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { reachableFrom } from "../model/references.ts"
import type { Theme } from "../model/theme.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { Renamed } from "./stored-content.ts"

export type Values = ReadonlyMap<string, unknown>

/** A document without its models' values. */
export interface BuildOutline {
  readonly title: string
  readonly theme: Theme
  readonly roots: readonly HasProps[]
  readonly config: HasProps
  readonly defs: readonly unknown[]
  readonly jsCallbacks: Readonly<Record<string, readonly HasProps[]>>
}

/** One result of a part's builder: see `doc.part`. */
export interface PartInstance {
  readonly name: string
  /** JSON. */
  readonly args: unknown
  /** In the order of a walk from the model that the builder returned, which comes first. */
  readonly models: readonly HasProps[]
}

export class Build {
  readonly outline: BuildOutline
  /** Those of the handler, in the order in which they joined the document. */
  readonly #models = new Set<HasProps>()
  /** Also those of parts. Nothing here keeps these models: parts come and go as long as the session lives. */
  readonly #values = new WeakMap<HasProps, Values>()
  /** Those of the handler, and those of parts that were stored. */
  readonly #byId = new Map<string, HasProps>()
  readonly #storedIds = new Map<HasProps, string>()
  readonly #changed = new WeakMap<HasProps, Set<string>>()
  /** Models that left and came back in stored changes: their values are compared. */
  readonly #returned = new WeakSet<HasProps>()
  /** By their first models; numbered. */
  readonly #parts = new WeakMap<HasProps, PartInstance & { readonly number: number }>()
  #partCount = 0
  readonly #newParts = new Set<PartInstance>()
  #keptAway: ReadonlySet<HasProps> = NONE
  /** The last number that was given as an id. */
  readonly lastNumber: number
  /** A client has replaced the document. */
  isReplaced = false
  /** Models that the handler has not put into the document. */
  readonly prepared: ReadonlySet<HasProps>

  constructor(outline: BuildOutline, models: Iterable<HasProps>, lastNumber = 0, prepared = NONE) {
    this.prepared = prepared
    this.outline = outline
    this.lastNumber = lastNumber
    for (const model of models) this.add(model, new Map(stateOf(model).values))
  }

  /** Counts a model among those of the handler, with these values. */
  add(model: HasProps, values: Values): void {
    this.#models.add(model)
    this.#values.set(model, values)
    this.#name(model)
  }

  #name(model: HasProps): void {
    if (model.id !== "") this.#byId.set(model.id, model)
  }

  /** The models that the handler built: those in the document, then those created for later. */
  get models(): readonly HasProps[] {
    return [...this.#models]
  }

  /** The parts that callbacks have built and whose first models are among these, in the order in which they were built. */
  partsIn(models: ReadonlySet<HasProps>): readonly PartInstance[] {
    return [...models]
      .flatMap((model) => this.#parts.get(model) ?? [])
      .toSorted((a, b) => a.number - b.number)
  }

  /** The parts to store since the last call. @param isThere whether a model is in the document */
  takeNewParts(isThere: (model: HasProps) => boolean): readonly PartInstance[] {
    const taken = [...this.#newParts].filter(
      ({ models: [root] }) => root && (isThere(root) || this.#keptAway.has(root)),
    )
    for (const part of taken) this.#newParts.delete(part)
    this.#keptAway = NONE
    return taken
  }

  /** Parts may have come into models that are not shown. */
  noteKept(kept: ReadonlySet<HasProps>): void {
    this.#keptAway = kept
  }

  /** Later changes are relative to what its builder created. @param isStored whether it is stored already */
  addPart(part: PartInstance, isStored = false): void {
    const [root] = part.models
    if (root) this.#parts.set(root, { ...part, number: this.#partCount++ })
    if (!isStored) this.#newParts.add(part)
    for (const model of part.models) {
      this.#values.set(model, new Map(stateOf(model).values))
      if (isStored) this.#name(model)
    }
  }

  /** A model has another id than the one under which it is stored. */
  rename(model: HasProps, id: string): void {
    if (!this.#values.has(model)) return
    this.#byId.delete(model.id)
    this.#byId.set(id, model)
    getOrMake(this.#storedIds, model, () => model.id)
  }

  /** The same for models by their ids, as far as they are built again. */
  renameAll(renamed: readonly Renamed[] = []): void {
    for (const [before, id] of renamed) {
      const model = this.#byId.get(before)
      if (model === undefined) continue
      this.rename(model, id)
      stateOf(model).id = id
    }
  }

  /** For all such models: the stored id, and the current one. */
  get renamed(): readonly Renamed[] {
    return [...this.#storedIds].map(([model, id]) => [id, model.id])
  }

  /** The values with which it was built; undefined for a model that was created later. */
  valuesOf(model: HasProps): Values | undefined {
    return this.#values.get(model)
  }

  /** The model with that id, if it has the type. */
  find(type: string, id: string): HasProps | undefined {
    const model = this.#byId.get(id)
    return model?.type === type ? model : undefined
  }

  /**
   * Finds built models by id alone, also those outside of the document and what these refer to, which are searched once. A
   * found model has that id from now on.
   */
  finder(): (id: string) => HasProps | undefined {
    let away: ReadonlyMap<string, HasProps> | undefined
    return (id) => {
      const known = this.#byId.get(id)
      if (known === undefined) return (away ??= this.#away()).get(id)
      stateOf(known).id = id // a pushed document has taken it away
      return known
    }
  }

  #away(): ReadonlyMap<string, HasProps> {
    const roots = [...this.#byId.values()].filter((model) => stateOf(model).owner === undefined)
    return new Map(Array.from(reachableFrom(roots), (model) => [model.id, model]))
  }

  /** A property has changed since. */
  note(model: HasProps, attr: string): void {
    if (!this.#values.has(model)) return
    getOrMake(this.#changed, model, () => new Set()).add(attr)
  }

  noteReturned(model: HasProps): void {
    this.#returned.add(model)
  }

  /** The properties of a model that have changed since. @param isThere whether it is in the document now */
  changedIn(model: HasProps, isThere: boolean): ReadonlySet<string> {
    const noted = this.#changed.get(model) ?? NOTHING
    if (isThere && !this.#returned.has(model)) return noted
    const before: Values = this.#values.get(model) ?? new Map()
    return new Set([...noted, ...otherIn(stateOf(model).values, before)])
  }
}

/** The properties that have other values in `before`, or none. */
export function otherIn(values: Values, before: Values): readonly string[] {
  return [...values.keys()].filter((attr) => !isEqual(before.get(attr), values.get(attr)))
}

const NOTHING: ReadonlySet<string> = new Set()
const NONE: ReadonlySet<HasProps> = new Set()
