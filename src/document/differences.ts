// The differences between two graphs of models, property by property: what somebody has changed in a plot that they
// received.

import { isEqual } from "../model/equal.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { ModelDefault } from "../model/property.ts"
import { holdsModel } from "../model/references.ts"
import { Value } from "../serialization/values.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { isRecord } from "../util/record.ts"
import { isDerived } from "./derived.ts"
import { isInitial } from "./window-ranges.ts"

/** A property, or a part of one, that is different. */
export interface Difference {
  /** The path from the first model: `renderers[0].glyph.line_color`, `data.x`. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** Subscriptions and callbacks of an app do not count as content. */
const LEFT_OUT = ["subscribed_events", "js_event_callbacks", "js_property_callbacks"]

/** Models are compared by their place, not by their ids: `after` may be a copy from a message. */
export function differences(before: HasProps, after: HasProps): readonly Difference[] {
  return new Comparison().run(before, after).found
}

/** Pairs of models. */
type Pairs = Map<HasProps, Set<HasProps>>

class Comparison {
  readonly found: Difference[] = []
  readonly #pairs: Pairs = new Map()
  /** Pairs that are still to be compared: those nearest to the first models come first, so that paths are short. */
  readonly #queue: (readonly [path: string, before: HasProps, after: HasProps])[] = []
  /** Pairs that are known to be alike. */
  readonly #alike: Pairs
  /** It stops at the first difference. */
  readonly #isTrial: boolean

  constructor(alike?: Pairs) {
    this.#alike = alike ?? new Map()
    this.#isTrial = alike !== undefined
  }

  run(before: unknown, after: unknown): this {
    this.#compare("", before, after)
    for (const [path, one, other] of this.#queue) {
      if (this.#isTrial && this.found.length > 0) break
      this.#compareModels(path, one, other)
    }
    return this
  }

  #compare(path: string, given: unknown, other: unknown): void {
    const [before, after] = [plainValue(given), plainValue(other)]
    if (before instanceof HasProps && after instanceof HasProps && before.type === after.type) {
      this.#enqueue(path, before, after)
    } else if (Array.isArray(before) && Array.isArray(after) && holdModels(before, after)) {
      this.#compareLists(path, before, after)
    } else if (isObject(before) && isObject(after) && canBeParted(before, after)) {
      this.#compareParts(path, before, after)
    } else if (!isEqual(before, after)) this.found.push({ path, before, after })
  }

  #enqueue(path: string, before: HasProps, after: HasProps): void {
    if (this.#alike.get(before)?.has(after) === true) return
    if (isNew(this.#pairs, before, after)) this.#queue.push([path, before, after])
  }

  #compareModels(path: string, before: HasProps, after: HasProps): void {
    const names = new Set([...stateOf(before).values.keys(), ...stateOf(after).values.keys()])
    for (const name of names) {
      if (LEFT_OUT.includes(name) || isDerived(name) || isInitial(name)) continue
      const [a, b] = [valueOf(before, name), valueOf(after, name)]
      if (a instanceof ModelDefault && b instanceof ModelDefault) continue
      this.#compare(path === "" ? name : `${path}.${name}`, made(a), made(b))
    }
  }

  #compareParts(path: string, before: object, after: object): void {
    const [parts, others] = [partsOf(before), partsOf(after)]
    for (const key of new Set([...parts.keys(), ...others.keys()])) {
      this.#compare(`${path}.${key}`, parts.get(key), others.get(key))
    }
  }

  #compareLists(path: string, before: readonly unknown[], after: readonly unknown[]): void {
    if (before.length === after.length) {
      for (const [i, item] of before.entries()) this.#compare(`${path}[${i}]`, item, after[i])
    } else if (this.#isTrial) this.found.push({ path, before, after })
    else this.#compareMatched(path, before, after)
  }

  /** Leaves out equal items at both ends, and matches the rest by type and name. */
  #compareMatched(path: string, before: readonly unknown[], after: readonly unknown[]): void {
    const first = this.#countAlike(before, after)
    const [rest, others] = [before.slice(first), after.slice(first)]
    const last = this.#countAlike(rest.toReversed(), others.toReversed())
    const left = new Set(range(first, before.length - last))
    const places = new Map<string, number[]>()
    for (const i of [...left].toReversed()) getOrMake(places, keyOf(before[i]), () => []).push(i)
    for (const i of range(first, after.length - last)) {
      const at = places.get(keyOf(after[i]))?.pop()
      if (at !== undefined) left.delete(at)
      this.#compare(`${path}[${at ?? i}]`, at === undefined ? undefined : before[at], after[i])
    }
    for (const i of left) this.#compare(`${path}[${i}]`, before[i], undefined)
  }

  /** The number of equal items before the first different ones. */
  #countAlike(before: readonly unknown[], after: readonly unknown[]): number {
    const most = Math.min(before.length, after.length)
    const end = range(0, most).find((i) => !this.#areAlike(before[i], after[i]))
    return end ?? most
  }

  #areAlike(before: unknown, after: unknown): boolean {
    const trial = new Comparison(this.#alike).run(before, after)
    if (trial.found.length > 0) return false
    for (const [one, others] of trial.#pairs) {
      for (const other of others) isNew(this.#alike, one, other)
    }
    return true
  }
}

/** Notes the pair. @returns false when it was already noted */
function isNew(pairs: Pairs, before: HasProps, after: HasProps): boolean {
  const known = getOrMake(pairs, before, () => new Set())
  if (known.has(after)) return false
  known.add(after)
  return true
}

function range(first: number, end: number): readonly number[] {
  return Array.from({ length: end - first }, (_, i) => first + i)
}

function keyOf(item: unknown): string {
  return item instanceof HasProps ? `${item.type} ${String(valueOf(item, "name"))}` : ""
}

function holdModels(before: object, after: object): boolean {
  return holdsModel(before) || holdsModel(after)
}

/** BokehJS writes `{ value: 4 }` for 4. */
function plainValue(value: unknown): unknown {
  if (!(value instanceof Value)) return value
  return value.transform === undefined && value.units === undefined ? value.value : value
}

/** A default that is a model is made when it is needed. */
function made(value: unknown): unknown {
  return value instanceof ModelDefault ? value.make() : value
}

function partsOf(value: object): ReadonlyMap<string, unknown> {
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return new Map(entries.map(([key, part]: readonly [unknown, unknown]) => [String(key), part]))
}

/** The set value, which may be null; else the theme's, else the default. */
function valueOf(model: HasProps, name: string): unknown {
  const { values, themed, schema } = stateOf(model)
  const own = values.get(name) === undefined ? themed : values
  const value = own.get(name)
  return value === undefined ? schema.property(name)?.defaultValue : value
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof HasProps)
}

/** Values with models, and columns, are compared part by part; everything else as one value. */
function canBeParted(before: object, after: object): boolean {
  if (Object.getPrototypeOf(before) !== Object.getPrototypeOf(after)) return false
  if (Array.isArray(before) || before instanceof Set || ArrayBuffer.isView(before)) return false
  return holdModels(before, after) || isPlainRecord(before)
}

function isPlainRecord(value: object): boolean {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype
}
