// Compares two documents model by model and property by property, including defaults and ignoring ids.

import type { Document } from "../../src/document/document.ts"
import { HasProps, stateOf } from "../../src/model/has-props.ts"
import { getProperty } from "../../src/model/property-value.ts"
import { millisecondsOf } from "../../src/serialization/time.ts"
import { NDArray, Value } from "../../src/serialization/values.ts"

/** One line for each difference, with its place and both values. */
export function differences(
  a: Pick<Document, "roots">,
  b: Pick<Document, "roots">,
): readonly string[] {
  const comparison = new Comparison()
  comparison.compare("roots", a.roots, b.roots)
  return comparison.found
}

class Comparison {
  readonly found: string[] = []
  readonly #seen = new Map<HasProps, HasProps>()

  compare(path: string, a: unknown, b: unknown): void {
    if (a instanceof HasProps && b instanceof HasProps) return this.#compareModels(path, a, b)
    const [plainA, plainB] = [plain(a), plain(b)]
    if (isBranch(plainA) && isBranch(plainB)) return this.#compareEntries(path, plainA, plainB)
    if (!Object.is(plainA, plainB)) this.found.push(`${path}: ${text(plainA)}, ${text(plainB)}`)
  }

  #compareModels(path: string, a: HasProps, b: HasProps): void {
    const known = this.#seen.get(a)
    if (known !== undefined) {
      if (known !== b) this.found.push(`${path}: two ${a.type}s where there is one`)
      return
    }
    this.#seen.set(a, b)
    if (a.type !== b.type) {
      this.found.push(`${path}: a ${a.type}, a ${b.type}`)
      return
    }
    for (const name of stateOf(a).schema.names()) {
      this.compare(`${path}.${name}`, getProperty(a, name), getProperty(b, name))
    }
  }

  #compareEntries(path: string, a: object, b: object): void {
    const [entriesA, entriesB] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
    for (const key of new Set([...entriesA.keys(), ...entriesB.keys()])) {
      this.compare(`${path}[${key}]`, entriesA.get(key), entriesB.get(key))
    }
  }
}

/** Equivalent forms are equal: maps and objects, times and numbers, typed arrays and lists, value(1) and 1. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? null
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value].map(String).toSorted((a, b) => (a < b ? -1 : 1))
  if (value instanceof Value && value.transform === undefined && value.units === undefined) {
    return plain(value.value)
  }
  if (value instanceof NDArray) return { shape: value.shape, array: value.array }
  return millisecondsOf(value) ?? value
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof HasProps)
}

function text(value: unknown): string {
  return value instanceof HasProps ? `a ${value.type}` : (JSON.stringify(value) ?? "nothing")
}
