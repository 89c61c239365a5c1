// Finding models: `select`, `select_one` and `set_select` of documents and of models. Source: Python bokeh.core.query and
// bokeh.model.model (3.10); a predicate is a function here

import { isEqual } from "./equal.ts"
import { type HasProps, stateOf } from "./has-props.ts"
import { ModelError } from "./model-error.ts"
import { getProperty } from "./property-value.ts"
import type { Schema } from "./property.ts"
import { reachableFrom } from "./references.ts"
import { type Splattable, splattable } from "./splattable.ts"

/** A class of models. */
export interface ModelType<T> {
  readonly schema: Schema
  readonly prototype: T
  new (...args: never[]): unknown
}

/** Property values that a model must have, or predicates for them; `tags` matches any of the listed tags. */
interface Query {
  /** One or several classes, or their names. Subclasses match, too. */
  readonly type?: TypeQuery | readonly TypeQuery[]
  readonly [property: string]: unknown
}

type TypeQuery = string | ModelType<unknown>

/** What to find: the name of a model or of a type, or property values. A class gives a typed result. */
export type Selector = string | Query

/** A class and further conditions. */
export interface OfType<T> {
  readonly type: ModelType<T>
  readonly [property: string]: unknown
}

/** The models that match. */
export function find(
  models: Iterable<HasProps>,
  selector: Selector | ModelType<unknown>,
): readonly HasProps[] {
  const isName = typeof selector === "string"
  const query: Query = isName || typeof selector === "function" ? { type: selector } : selector
  return [...models].filter(
    (model) =>
      (isName && isMatch(model, "name", selector)) ||
      Object.entries(query).every(([name, wanted]) => isMatch(model, name, wanted)),
  )
}

/** @throws ModelError when there are several */
export function onlyOne<T>(found: readonly T[]): T | undefined {
  if (found.length <= 1) return found[0]
  throw new ModelError(`select_one: ${found.length} models match`)
}

export interface SelectMethods {
  /** Of this model and all that it refers to, those that match: a list whose setters reach all of them. */
  select<T extends HasProps>(selector: ModelType<T> | OfType<T>): Splattable<T>
  select(selector: Selector): Splattable<HasProps>
  /** @throws ModelError when there are several */
  select_one<T extends HasProps>(selector: ModelType<T> | OfType<T>): T | undefined
  select_one(selector: Selector): HasProps | undefined
  set_select(selector: Selector | ModelType<unknown>, updates: Query): void
}

export const selectMethods: SelectMethods & ThisType<HasProps> = {
  select(selector: Selector | ModelType<unknown>) {
    return splattable(find(reachableFrom([this]), selector))
  },
  select_one(selector: Selector | ModelType<unknown>) {
    return onlyOne(find(reachableFrom([this]), selector))
  },
  set_select(selector, updates) {
    for (const model of find(reachableFrom([this]), selector)) model.update(updates)
  },
}

function isMatch(model: HasProps, name: string, wanted: unknown): boolean {
  const { schema } = stateOf(model)
  if (name === "type") return listOf(wanted).some((type) => schema.isA(typeName(type)))
  if (schema.property(name) === undefined) return false
  const value = getProperty(model, name)
  if (name === "tags") return listOf(wanted).some((tag) => listOf(value).includes(tag))
  if (typeof wanted === "function") return wanted(value) === true
  return value === wanted || isEqual(value, wanted)
}

function typeName(type: unknown): string {
  if (typeof type === "string") return type
  const isClass = typeof type === "function" && "schema" in type
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Query says so
  return isClass ? (type.schema as Schema).type : ""
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
