// What a handler built, as it was when the handler was done. All else that a document has is a change of it.

import { isEqual } from "../model/equal.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { reachableFrom } from "../model/references.ts"
import type { Theme } from "../model/theme.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { Renamed } from "./stored-content.ts"

export type Values = ReadonlyMap<string, unknown>

/** A document but its models' values. */
export interface BuildOutline {
  readonly title: string
  readonly theme: Theme
  readonly roots: readonly HasProps[]
  readonly config: HasProps
  readonly defs: readonly unknown[]
  readonly jsCallbacks: Readonly<Record<string, readonly HasProps[]>>
}

/** What a part's builder has made once: see `doc.part`. */
export interface PartInstance {
  readonly name: string
  /** JSON. */
  readonly args: unknown
  /** In the order of a walk from the one that the builder returned, which is the first. */
  readonly models: readonly HasProps[]
}

export class Build {
  readonly outline: BuildOutline
  /** In the order in which they joined the document. */
  readonly #values = new Map<HasProps, Values>()
  readonly #byId = new Map<string, HasProps>()
  readonly #storedIds = new Map<HasProps, string>()
  readonly #changed = new Map<HasProps, Set<string>>()
  /** Those that left and came back in what was stored: their values are compared. */
  readonly #returned = new Set<HasProps>()
  readonly #parts: PartInstance[] = []
  readonly #newParts = new Set<PartInstance>()
  #keptAway: ReadonlySet<HasProps> = NONE
  /** The last number that was given as an id. */
  readonly lastNumber: number
  /** A client has put another document in the place of this one. */
  isReplaced = false
  /** Those that the handler has not put into the document. */
  readonly prepared: ReadonlySet<HasProps>

  constructor(outline: BuildOutline, models: Iterable<HasProps>, lastNumber = 0, prepared = NONE) {
    this.prepared = prepared
    this.outline = outline
    this.lastNumber = lastNumber
    for (const model of models) this.add(model, new Map(stateOf(model).values))
  }

  /** Counts a model among those that were built, with these values. */
  add(model: HasProps, values: Values): void {
    this.#values.set(model, values)
    if (model.id !== "") this.#byId.set(model.id, model)
  }

  /** Those that the handler built: what it put into the document, then what it made for later. */
  get models(): readonly HasProps[] {
    const ofParts = new Set(this.#parts.flatMap(({ models }) => models))
    return [...this.#values.keys()].filter((model) => !ofParts.has(model))
  }

  /** The parts that callbacks have built. */
  get parts(): readonly PartInstance[] {
    return this.#parts
  }

  /** Those of them that are to be stored since the last call. @param isThere it is in the document */
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

  /** Their changes are told from what their builder made. @param isStored it is there already */
  addPart(part: PartInstance, isStored = false): void {
    this.#parts.push(part)
    if (!isStored) this.#newParts.add(part)
    for (const model of part.models) this.add(model, new Map(stateOf(model).values))
  }

  /** A model has another id than the one with which it is stored. */
  rename(model: HasProps, id: string): void {
    if (!this.#byId.delete(model.id)) return
    this.#byId.set(id, model)
    if (!this.#storedIds.has(model)) this.#storedIds.set(model, model.id)
  }

  /** Of all models that have: the id that is stored, and the one of now. */
  get renamed(): readonly Renamed[] {
    return [...this.#storedIds].map(([model, id]) => [id, model.id])
  }

  /** The values that it was built with; undefined for a model that was made later. */
  valuesOf(model: HasProps): Values | undefined {
    return this.#values.get(model)
  }

  /** The model of that id, if it has the type. */
  find(type: string, id: string): HasProps | undefined {
    const model = this.#byId.get(id)
    return model?.type === type ? model : undefined
  }

  /** The same by its id alone; also one that those refer to. */
  findKept(id: string): HasProps | undefined {
    const known = this.#byId.get(id)
    if (known !== undefined) return known
    for (const model of reachableFrom(this.#values.keys())) if (model.id === id) return model
    return undefined
  }

  /** A property has changed since. */
  note(model: HasProps, attr: string): void {
    if (!this.#values.has(model)) return
    getOrMake(this.#changed, model, () => new Set()).add(attr)
  }

  noteReturned(model: HasProps): void {
    this.#returned.add(model)
  }

  /** The properties of a model that have changed since. @param isThere it is in the document now */
  changedIn(model: HasProps, isThere: boolean): ReadonlySet<string> {
    const noted = this.#changed.get(model) ?? NOTHING
    if (isThere && !this.#returned.has(model)) return noted
    const [before, { values }] = [this.#values.get(model) ?? new Map(), stateOf(model)]
    const differs = [...values.keys()].filter(
      (attr) => !isEqual(before.get(attr), values.get(attr)),
    )
    return new Set([...noted, ...differs])
  }
}

const NOTHING: ReadonlySet<string> = new Set()
const NONE: ReadonlySet<HasProps> = new Set()
