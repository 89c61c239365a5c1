// The differences between two graphs of models, property by property: what somebody has changed in a plot that they
// received.

import { isEqual } from "../model/equal.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { ModelDefault } from "../model/property.ts"
import { holdsModel } from "../model/references.ts"
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
  const comparison = new Comparison()
  comparison.compare("", before, after)
  return comparison.found
}

class Comparison {
  readonly found: Difference[] = []
  readonly #compared = new Map<HasProps, Set<HasProps>>()

  compare(path: string, before: unknown, after: unknown): void {
    if (before instanceof HasProps && after instanceof HasProps && before.type === after.type) {
      this.#compareModels(path, before, after)
    } else if (isObject(before) && isObject(after) && canBeParted(before, after)) {
      this.#compareParts(path, before, after)
    } else if (!isEqual(before, after)) this.found.push({ path, before, after })
  }

  #compareModels(path: string, before: HasProps, after: HasProps): void {
    const seen = this.#compared.get(before) ?? new Set()
    if (seen.has(after)) return
    this.#compared.set(before, seen.add(after))
    const names = new Set([...stateOf(before).values.keys(), ...stateOf(after).values.keys()])
    for (const name of names) {
      if (LEFT_OUT.includes(name) || isDerived(name) || isInitial(name)) continue
      const [a, b] = [valueOf(before, name), valueOf(after, name)]
      // A default that is a model is created only when it is needed.
      if (a instanceof ModelDefault || b instanceof ModelDefault) continue
      this.compare(path === "" ? name : `${path}.${name}`, a, b)
    }
  }

  #compareParts(path: string, before: object, after: object): void {
    const [parts, others] = [partsOf(before), partsOf(after)]
    for (const key of new Set([...parts.keys(), ...others.keys()])) {
      const place = Array.isArray(before) ? `${path}[${key}]` : `${path}.${key}`
      this.compare(place, parts.get(key), others.get(key))
    }
  }
}

function partsOf(value: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(value))
}

function valueOf(model: HasProps, name: string): unknown {
  const { values, themed, schema } = stateOf(model)
  return values.get(name) ?? themed.get(name) ?? schema.property(name)?.defaultValue
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof HasProps)
}

/** Values with models, and columns, are compared part by part; everything else as one value. */
function canBeParted(before: object, after: object): boolean {
  if (Object.getPrototypeOf(before) !== Object.getPrototypeOf(after)) return false
  if (before instanceof Map || before instanceof Set || ArrayBuffer.isView(before)) return false
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && holdsModel(before)
  }
  return holdsModel(before) || holdsModel(after) || isPlainRecord(before)
}

function isPlainRecord(value: object): boolean {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype
}
