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
  /** In the order in which they joined the document. */
  readonly #values = new Map<HasProps, Values>()
  readonly #byId = new Map<string, HasProps>()
  readonly #storedIds = new Map<HasProps, string>()
  readonly #changed = new Map<HasProps, Set<string>>()
  /** Models that left and came back in stored changes: their values are compared. */
  readonly #returned = new Set<HasProps>()
  readonly #parts: PartInstance[] = []
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

  /** Counts a model among the built ones, with these values. */
  add(model: HasProps, values: Values): void {
    this.#values.set(model, values)
    if (model.id !== "") this.#byId.set(model.id, model)
  }

  /** The models that the handler built: those in the document, then those created for later. */
  get models(): readonly HasProps[] {
    const ofParts = new Set(this.#parts.flatMap(({ models }) => models))
    return [...this.#values.keys()].filter((model) => !ofParts.has(model))
  }

  /** The parts that callbacks have built. */
  get parts(): readonly PartInstance[] {
    return this.#parts
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
    this.#parts.push(part)
    if (!isStored) this.#newParts.add(part)
    for (const model of part.models) this.add(model, new Map(stateOf(model).values))
  }

  /** A model has another id than the one under which it is stored. */
  rename(model: HasProps, id: string): void {
    if (!this.#byId.delete(model.id)) return
    this.#byId.set(id, model)
    if (!this.#storedIds.has(model)) this.#storedIds.set(model, model.id)
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
    const roots = [...this.#values.keys()].filter((model) => stateOf(model).owner === undefined)
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
    const [before, { values }] = [
      this.#values.get(model) ?? new Map<string, unknown>(),
      stateOf(model),
    ]
    return new Set([...noted, ...otherIn(values, before)])
  }
}

/** The properties that have other values in `before`, or none. */
export function otherIn(values: Values, before: Values): readonly string[] {
  return [...values.keys()].filter((attr) => !isEqual(before.get(attr), values.get(attr)))
}

const NOTHING: ReadonlySet<string> = new Set()
const NONE: ReadonlySet<HasProps> = new Set()
