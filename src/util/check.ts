// Guards for what comes as JSON, put together field by field.

import { shown } from "./clipped.ts"
import { parseJson } from "./parse-json.ts"
import { fieldsOf, isRecord } from "./record.ts"

export type Check<T> = (value: unknown) => value is T

export const isAnything: Check<unknown> = (_value): _value is unknown => true
export const isText: Check<string> = (value) => typeof value === "string"
export const isBoolean: Check<boolean> = (value) => typeof value === "boolean"
export const isNumber: Check<number> = (value): value is number => Number.isFinite(value)
export const isInteger: Check<number> = (value): value is number => Number.isSafeInteger(value)

export const listOf =
  <T>(item: Check<T>): Check<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(item)

/** An object with any names. */
export const dictionaryOf =
  <T>(item: Check<T>): Check<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every(item)

export const oneOf =
  <const T>(...values: readonly T[]): Check<T> =>
  (value): value is T =>
    values.some((one) => one === value)

/** JSON leaves out what is undefined. */
export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value)

export const either =
  <A, B>(a: Check<A>, b: Check<B>): Check<A | B> =>
  (value): value is A | B =>
    a(value) || b(value)

/** A check for each field, those that may be missing too. */
export type Fields<T> = { readonly [Name in keyof Required<T>]: Check<T[Name]> }

/** What the object has beside these fields is not looked at. */
export const object =
  <T extends object>(fields: Fields<T>): Check<T> =>
  (value): value is T =>
    isRecord(value) && wrongIn(fields, value) === undefined

function wrongIn<T>(fields: Fields<T>, value: Readonly<Record<string, unknown>>) {
  return Object.entries<Check<unknown>>(fields).find(([name, check]) => !check(value[name]))
}

/** What is wrong with a value that `object` refuses, for errors: `role is "owner"`. */
export function faultIn<T>(fields: Fields<T>, value: unknown): string {
  const given = fieldsOf(value)
  const [name = ""] = wrongIn(fields, given) ?? []
  return `${name} is ${shown(given[name])}`
}

/** Undefined for what is not JSON, or does not pass the check. */
export function parsed<T>(check: Check<T>, json: string): T | undefined {
  return right(check, parseJson(json))
}

export function right<T>(check: Check<T>, value: unknown): T | undefined {
  return check(value) ? value : undefined
}
