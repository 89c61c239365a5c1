// The order of an object's keys, where JavaScript's order differs: JavaScript puts keys that look like integers ("2015")
// first.

/** For objects whose order is not JavaScript's own. */
const orders = new WeakMap<object, readonly string[]>()

/** An object with these entries, in this order. */
export function objectOf<T>(pairs: Iterable<readonly [string, T]>): Record<string, T> {
  const entries = [...pairs]
  const object = Object.fromEntries(entries)
  const own = Object.keys(object)
  // A Map's key may be a number.
  const keys = [...new Set(entries.map(([key]: readonly [unknown, T]) => String(key)))]
  if (keys.some((key, i) => key !== own[i])) orders.set(object, keys)
  return object
}

/** Like Object.keys. Keys that were added later are at the end. */
export function keysOf(object: object): readonly string[] {
  const keys = Object.keys(object)
  const order = orders.get(object)
  if (order === undefined) return keys
  return [...new Set([...order.filter((key) => Object.hasOwn(object, key)), ...keys])]
}

/** Like Object.entries. */
export function entriesOf(object: object): readonly (readonly [string, unknown])[] {
  return orders.has(object)
    ? keysOf(object).map((key) => [key, Reflect.get(object, key)])
    : Object.entries(object)
}

/** A copy in the same order, for changes: new keys come last. */
export function copyInOrder<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  const copy = { ...object }
  orders.set(copy, keysOf(object))
  return copy
}
