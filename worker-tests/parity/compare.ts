// Compares two documents model by model and property by property, including defaults and ignoring ids.

import type { Document } from "../../src/document/document.ts"
import { HasProps, stateOf } from "../../src/model/has-props.ts"
import { getProperty } from "../../src/model/property-value.ts"
import { millisecondsOf } from "../../src/serialization/time.ts"
import { Expr, Field, NDArray, Value } from "../../src/serialization/values.ts"

export interface Difference {
  /** The first difference: the type and the property of a model that both documents have. */
  readonly type: string
  readonly property: string
  /** The path from the roots. */
  readonly path: string
  readonly ours: string
  readonly pythons: string
}

export function compare(ours: Document, pythons: Document): readonly Difference[] {
  const comparison = new Comparison()
  const titles = { type: "Document", property: "title", path: "title" }
  comparison.values(titles, ours.title, pythons.title)
  comparison.values({ type: "Document", property: "roots", path: "" }, ours.roots, pythons.roots)
  return comparison.found
}

type Place = Pick<Difference, "type" | "property" | "path">

class Comparison {
  readonly found: Difference[] = []
  readonly #pairs = new Map<HasProps, HasProps>()

  values(place: Place, ours: unknown, pythons: unknown): void {
    if (ours instanceof HasProps && pythons instanceof HasProps) {
      return this.#models(place, ours, pythons)
    }
    const [a, b] = [plain(ours), plain(pythons)]
    if (isBranch(a) && isBranch(b)) this.#entries(place, a, b)
    else if (!Object.is(a, b)) this.#tell(place, text(a), text(b))
  }

  #models(place: Place, ours: HasProps, pythons: HasProps): void {
    const known = [this.#pairs.get(ours), this.#pairs.get(pythons)]
    if (known[0] === pythons && known[1] === ours) return
    if (known.some((model) => model !== undefined)) {
      return this.#tell(place, ...sharing(known[0] !== undefined))
    }
    if (ours.type !== pythons.type) return this.#tell(place, ours.type, pythons.type)
    this.#pairs.set(ours, pythons)
    this.#pairs.set(pythons, ours)
    for (const property of new Set([...namesOf(ours), ...namesOf(pythons)])) {
      const path = `${place.path}.${property}`
      const inner = { type: ours.type, property, path }
      this.values(inner, getProperty(ours, property), getProperty(pythons, property))
    }
  }

  #entries(place: Place, ours: object, pythons: object): void {
    const [a, b] = [new Map(Object.entries(ours)), new Map(Object.entries(pythons))]
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      this.values({ ...place, path: `${place.path}[${key}]` }, a.get(key), b.get(key))
    }
  }

  #tell(place: Place, ours: string, pythons: string): void {
    this.found.push({ ...place, ours, pythons })
  }
}

function sharing(isOursShared: boolean): [string, string] {
  const [shared, own] = ["the same model as elsewhere", "a model of its own"]
  return isOursShared ? [shared, own] : [own, shared]
}

function namesOf(model: HasProps): Iterable<string> {
  const { schema, values } = stateOf(model)
  return [...schema.names(), ...values.keys()]
}

/**
 * Values that are the same to BokehJS are equal: times and numbers, arrays of all kinds, value(1) and 1, and maps and objects
 * with string keys. same-forms.ts has each of these in both forms, which worker-tests/browser/contact-sheet.test.ts draws.
 */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof HasProps) return value
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [keyText(k), v]))
  if (value instanceof Set) return setItems(value)
  if (value instanceof NDArray) {
    const { shape, array, dtype } = value
    return shape.length === 1 ? array : { shape, array, dtype }
  }
  if (value instanceof Value) {
    const isBare = value.transform === undefined && value.units === undefined
    return isBare ? plain(value.value) : ["value", Object.fromEntries(Object.entries(value))]
  }
  if (value instanceof Field) return ["field", Object.fromEntries(Object.entries(value))]
  if (value instanceof Expr) return ["expr", Object.fromEntries(Object.entries(value))]
  return millisecondsOf(value) ?? value
}

/** In any order, unless there are models among them. */
function setItems(items: ReadonlySet<unknown>): readonly unknown[] {
  const listed = [...items]
  return listed.some((item) => item instanceof HasProps) ? listed : listed.map(text).toSorted()
}

/** Tick labels are looked up by number, not by its digits. */
function keyText(key: unknown): string {
  return typeof key === "string" ? key : `(${typeof key}) ${String(key)}`
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof HasProps)
}

function text(value: unknown): string {
  return value instanceof HasProps ? value.type : (JSON.stringify(value) ?? "unset")
}
