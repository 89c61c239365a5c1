/** True for an object that is not an array: an object in the sense of JSON. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string")
}

export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number")
}

/** True for what JSON can hold without being a list or an object. */
export function isScalar(value: unknown): value is null | boolean | number | string {
  if (typeof value === "number") return Number.isFinite(value)
  return typeof value === "string" || typeof value === "boolean" || value === null
}

/** The fields of an object; no fields for any other value. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

/** True for an object without a class: written as `{ ... }`, or without a prototype. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A check for exactly these values. */
export function oneOf<const T>(...values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.some((one) => one === value)
}

/** Names may come from visitors: a plain assignment to `__proto__` would set a prototype. */
export function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
