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
  return new Comparison(false).run(before, after)
}

class Comparison {
  readonly #found: Difference[] = []
  readonly #pairs = new Map<HasProps, Set<HasProps>>()
  /** Pairs that are still to be compared: those nearest to the first models come first, so that paths are short. */
  readonly #queue: (readonly [path: string, before: HasProps, after: HasProps])[] = []
  /** It stops at the first difference. */
  readonly #isTrial: boolean

  constructor(isTrial: boolean) {
    this.#isTrial = isTrial
  }

  run(before: unknown, after: unknown): readonly Difference[] {
    this.#compare("", before, after)
    for (const pair of this.#queue) {
      if (this.#isTrial && this.#found.length > 0) break
      this.#compareModels(...pair)
    }
    return this.#found
  }

  #compare(path: string, given: unknown, other: unknown): void {
    const [before, after] = [plainValue(given), plainValue(other)]
    if (before instanceof HasProps && after instanceof HasProps && before.type === after.type) {
      const known = getOrMake(this.#pairs, before, () => new Set())
      if (!known.has(after)) this.#queue.push([path, before, after])
      known.add(after)
    } else if (isObject(before) && isObject(after) && canBeParted(before, after)) {
      const isList = Array.isArray(before) && Array.isArray(after)
      if (isList && before.length !== after.length) this.#compareLists(path, before, after)
      else this.#compareParts(path, before, after)
    } else if (!isEqual(before, after)) this.#found.push({ path, before, after })
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
      const place = Array.isArray(before) ? `${path}[${key}]` : `${path}.${key}`
      this.#compare(place, parts.get(key), others.get(key))
    }
  }

  /** Leaves out equal items at both ends, and matches the rest by type and name. */
  #compareLists(path: string, before: readonly unknown[], after: readonly unknown[]): void {
    if (this.#isTrial) return void this.#found.push({ path, before, after })
    const first = countAlike(before, after)
    const last = countAlike(before.slice(first).toReversed(), after.slice(first).toReversed())
    const places = new Map<string, number[]>()
    for (let i = before.length - last - 1; i >= first; i--) {
      getOrMake(places, keyOf(before[i]), () => []).push(i)
    }
    for (let i = first; i < after.length - last; i++) {
      const at = places.get(keyOf(after[i]))?.pop()
      this.#compare(`${path}[${at ?? i}]`, before[at ?? -1], after[i])
    }
    for (const at of [...places.values()].flat())
      this.#compare(`${path}[${at}]`, before[at], undefined)
  }
}

/** The number of equal items before the first different ones. */
function countAlike(before: readonly unknown[], after: readonly unknown[]): number {
  const isOther = (item: unknown, i: number) =>
    i >= after.length || new Comparison(true).run(item, after[i]).length > 0
  const at = before.findIndex(isOther)
  return at < 0 ? before.length : at
}

function keyOf(item: unknown): string {
  return item instanceof HasProps ? `${item.type} ${String(valueOf(item, "name"))}` : ""
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
  if (before instanceof Set || ArrayBuffer.isView(before)) return false
  return holdsModel(before) || holdsModel(after) || isPlainRecord(before)
}

function isPlainRecord(value: object): boolean {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype
}
