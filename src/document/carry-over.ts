// Carries the changes of a document over to another one, which newer (or older) code has built. What the code builds now
// stays. Of the changes since the old build, those that still have a place are applied.

import { HasProps, stateOf } from "../model/has-props.ts"
import { setProperty } from "../model/property-value.ts"
import { errorText } from "../util/error-text.ts"
import { sameItems } from "../util/same-items.ts"
import type { Build, PartInstance, Values } from "./build.ts"
import { differentContent, withAdded } from "./carried-content.ts"
import { isChoice, isOffered } from "./choices.ts"
import { type Document, internalsOf } from "./document.ts"
import { keptModels } from "./kept-models.ts"
import { mapModels } from "./map-models.ts"
import { type Matchable, matchModels } from "./match-models.ts"
import { isOwnId } from "./model-graph.ts"
import { isInitial } from "./window-ranges.ts"

/** A change that has no place in what the app builds now. */
export interface Unplaced {
  readonly model: HasProps
  /** The model's id, in the document that it comes from. */
  readonly id: string
  /** Undefined for a model that a callback created. */
  readonly property: string | undefined
  readonly value: unknown
  readonly reason: string
}

export interface CarriedOver {
  /** How many models of the old build exist again, not counting layouts and models that every document has. */
  readonly matched: number
  readonly carried: number
  readonly unplaced: readonly Unplaced[]
}

/** Layouts, and the models of every document's configuration: they have no content of their own. */
const FRAME = /^(Row|Column|Spacer|Tabs|TabPanel|DocumentConfig|Notifications)$|Box$/

const NO_CHOICE = "the app offers no such choice any more"
const GONE = "the app builds no such model any more"

export interface CarryOptions {
  /** A property that has already changed stays as it is. */
  readonly isOlder?: boolean | undefined
  /** What the old code built stays, too, as far as it is content: data, texts, numbers. */
  readonly isCopy?: boolean | undefined
}

export function carryOver(from: Document, to: Document, options: CarryOptions = {}): CarriedOver {
  const carrier = new Carrier(from, to, options)
  carrier.run()
  const { matched, carried, unplaced } = carrier
  return { matched, carried, unplaced }
}

class Carrier {
  readonly matched: number
  carried = 0
  readonly unplaced: Unplaced[] = []
  readonly #from: Document
  readonly #to: Document
  /** Old models to new ones; created models to themselves, once they can move. */
  readonly #mapping: Map<HasProps, HasProps>
  readonly #options: CarryOptions
  /** What the old code's handler built. */
  readonly #built: ReadonlySet<HasProps>

  constructor(from: Document, to: Document, options: CarryOptions) {
    this.#from = from
    this.#to = to
    this.#options = options
    const [before, after] = [internalsOf(from).build, internalsOf(to).build]
    this.#built = new Set(before.models)
    // For older changes, only models that exist again get their values back.
    this.#mapping = new Map(pairModels(before, after, options.isOlder))
    this.matched = [...this.#mapping.keys()].filter(({ type }) => !FRAME.test(type)).length
  }

  run(): void {
    const from = internalsOf(this.#from)
    const parts = from.build.partsIn(keptModels(from))
    for (const part of parts) this.#rebuild(part)
    const all = new Set([...this.#built, ...parts.flatMap(({ models }) => models)])
    this.#moveMade(all)
    for (const model of all) this.#carryModel(model)
    this.#carryOutline()
    this.#carryContent()
    internalsOf(this.#to).takeChanges()
  }

  /** Builds a part again, with the current builder. */
  #rebuild({ name, args, models }: PartInstance): void {
    const to = internalsOf(this.#to)
    const [root] = models
    if (!root) return
    try {
      const built = to.parts.rebuild(name, args)
      for (const model of built) to.graph.keep(model)
      to.build.addPart({ name, args, models: built })
      const after = { models: built, build: to.build }
      for (const pair of pairsOf({ models, build: internalsOf(this.#from).build }, after, false)) {
        this.#mapping.set(...pair)
      }
    } catch (error) {
      this.#leave(root, undefined, undefined, errorText(error))
    }
  }

  #leave(model: HasProps, property: string | undefined, value: unknown, reason: string): void {
    this.unplaced.push({ model, id: model.id, property, value, reason })
  }

  /** Models that callbacks created go along, unless they refer to a model that is gone. */
  #moveMade(built: ReadonlySet<HasProps>): void {
    const kept = keptModels(internalsOf(this.#from))
    const made = new Set([...kept].filter((model) => !built.has(model)))
    for (const model of made) this.#mapping.set(model, model)
    for (let left = -1; left !== made.size;) {
      left = made.size
      for (const model of made) {
        const reason = this.#remapValues(model)
        if (reason === undefined) continue
        made.delete(model)
        this.#mapping.delete(model)
        this.#leave(model, undefined, undefined, reason)
      }
    }
    for (const model of made) this.#release(model)
  }

  /** @returns why the model cannot go along */
  #remapValues(model: HasProps): string | undefined {
    for (const value of stateOf(model).values.values()) {
      try {
        mapModels(value, this.#mapping)
      } catch (error) {
        return errorText(error)
      }
    }
    return undefined
  }

  #release(model: HasProps): void {
    const state = stateOf(model)
    for (const [attr, value] of state.values)
      state.values.set(attr, mapModels(value, this.#mapping))
    state.owner = undefined
    state.keeper = undefined
    const { graph } = internalsOf(this.#to)
    if (isOwnId(model.id) || graph.find(model.id) !== undefined) state.id = undefined
  }

  #carryModel(model: HasProps): void {
    const { graph, build } = internalsOf(this.#from)
    const { isOlder, isCopy } = this.#options
    const target = this.#mapping.get(model)
    const changed = build.changedIn(model, graph.find(model.id) === model)
    const before = isCopy === true && build.valuesOf(model)
    const kept = before && target ? differentContent(before, target) : []
    const attrs = new Set([...kept, ...changed])
    // The chosen value comes after the options to choose from.
    for (const attr of [...attrs].toSorted((a, b) => Number(isChoice(a)) - Number(isChoice(b)))) {
      const value = stateOf(model).values.get(attr)
      if (isOlder === true && target !== undefined && hasChanged(this.#to, target, attr)) {
        this.#addTo(target, attr, value)
        continue
      }
      this.#noteLeftOut(model, attr, value)
      const reason = target === undefined ? GONE : this.#set(model, target, attr, value)
      if (reason !== undefined) this.#leave(model, attr, value, reason)
      else if (changed.has(attr)) this.carried++
    }
  }

  /** Keeps a list whose created models have no place: when they have one again, they must return to the list. */
  #noteLeftOut(model: HasProps, attr: string, value: unknown): void {
    const isLeftOut = (item: HasProps) => !this.#built.has(item) && !this.#mapping.has(item)
    if (!this.#mapping.has(model) || !isModelList(value) || !value.some(isLeftOut)) return
    this.#leave(model, attr, value, "some of its models have no place")
  }

  /** A list that has changed since takes in models that had no place before. */
  #addTo(target: HasProps, attr: string, value: unknown): void {
    const now = stateOf(target).values.get(attr)
    if (!isModelList(value) || !isModelList(now)) return
    const missing = value.flatMap((model): HasProps[] => {
      const mapped = this.#mapping.get(model)
      return mapped === undefined || now.includes(mapped) ? [] : [mapped]
    })
    if (missing.length === 0) return
    setProperty(target, attr, [...now, ...missing])
    this.carried++
  }

  /** @returns why it cannot be set */
  #set(model: HasProps, target: HasProps, attr: string, value: unknown): string | undefined {
    const { build } = internalsOf(this.#to)
    if (isChoice(attr) && isOffered(model, value) && !isOffered(target, value)) return NO_CHOICE
    try {
      const before = internalsOf(this.#from).build.valuesOf(model)?.get(attr)
      const { values, schema } = stateOf(target)
      const now = values.get(attr)
      if (isInitial(attr)) {
        if (value !== undefined) values.set(attr, value)
      } else if (schema.property(attr)?.kind.type === "columns") {
        setProperty(target, attr, withAdded(value, before, now))
      } else setProperty(target, attr, this.#valueFor(value, before, now))
      build.note(target, attr)
      return undefined
    } catch (error) {
      return errorText(error)
    }
  }

  /** A list of models takes in what is new on both sides. */
  #valueFor(value: unknown, before: unknown, now: unknown): unknown {
    if (!isModelList(value) || !isModelList(now)) return mapModels(value, this.#mapping)
    return this.#merge(value, isModelList(before) ? before : [], now)
  }

  #merge(
    list: readonly HasProps[],
    before: readonly HasProps[],
    now: readonly HasProps[],
  ): readonly HasProps[] {
    const kept = list.flatMap((model): HasProps[] => {
      const mapped = this.#mapping.get(model)
      if (mapped === undefined) return []
      // The code may have moved it to another place.
      return before.includes(model) && !now.includes(mapped) ? [] : [mapped]
    })
    const known = new Set(before.map((model) => this.#mapping.get(model)))
    const merged = [...kept]
    now.forEach((model, i) => {
      if (known.has(model) || merged.includes(model)) return
      const predecessor = now.slice(0, i).findLast((other) => merged.includes(other))
      merged.splice(predecessor === undefined ? 0 : merged.indexOf(predecessor) + 1, 0, model)
    })
    return merged
  }

  /** Definitions, and callbacks in browsers, that were added after the build. */
  #carryContent(): void {
    if (this.#options.isOlder === true) return
    const [from, to] = [internalsOf(this.#from), internalsOf(this.#to)]
    const { outline } = from.build
    const defs = from.beside.defs.filter((one) => !outline.defs.includes(one))
    if (defs.length > 0) to.beside.defs = [...to.beside.defs, ...defs]
    for (const [event, callbacks] of Object.entries(from.beside.jsCallbacks)) {
      const before = outline.jsCallbacks[event] ?? []
      const added = callbacks.filter((one) => !before.includes(one))
      const mapped = added.flatMap((one) => this.#mapping.get(one) ?? [])
      if (mapped.length > 0) to.addJsCallbacks(event, mapped)
    }
  }

  #carryOutline(): void {
    if (this.#options.isOlder === true) return
    const [from, to] = [this.#from, this.#to]
    const { outline } = internalsOf(from).build
    if (from.title !== outline.title) to.title = from.title
    const { graph } = internalsOf(from)
    if (graph.theme !== outline.theme) to.theme = graph.theme
    if (sameItems(from.roots, outline.roots)) return
    const roots = this.#merge(from.roots, outline.roots, to.roots)
    if (sameItems(roots, to.roots)) return
    to.clear()
    for (const root of roots) to.add_root(root)
  }
}

function hasChanged(document: Document, model: HasProps, attr: string): boolean {
  return internalsOf(document).build.changedIn(model, true).has(attr)
}

function isModelList(value: unknown): value is readonly HasProps[] {
  return Array.isArray(value) && value.every((item) => item instanceof HasProps)
}

/** Matches the models of an old build to those of a new one. */
export function pairModels(
  before: Build,
  after: Build,
  isStrict = false,
): ReadonlyMap<HasProps, HasProps> {
  return pairsOf(
    { models: before.models, build: before },
    { models: after.models, build: after },
    isStrict,
  )
}

interface Built {
  readonly models: readonly HasProps[]
  readonly build: Build
}

function pairsOf(before: Built, after: Built, isStrict: boolean): ReadonlyMap<HasProps, HasProps> {
  const matchables = ({ models, build }: Built) =>
    models.map((model) => matchableOf(model, build.valuesOf(model)))
  const pairs = matchModels(matchables(before), matchables(after), isStrict)
  return new Map(
    [...pairs].flatMap(([i, j]) => {
      const [one, other] = [before.models[i], after.models[j]]
      return one === undefined || other === undefined ? [] : [[one, other] as const]
    }),
  )
}

function matchableOf(model: HasProps, values: Values = stateOf(model).values): Matchable {
  const name = values.get("name")
  const traits = new Map<string, string>()
  for (const [attr, value] of values) {
    const isPlain = typeof value === "string" || typeof value === "number" || value === true
    if (attr !== "name" && (isPlain || value === false)) traits.set(attr, String(value))
  }
  return { type: model.type, name: typeof name === "string" ? name : undefined, traits }
}
