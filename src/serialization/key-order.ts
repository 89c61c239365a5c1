// The order of an object's keys, where JavaScript has another: it puts those that are like integers ("2015") first.

/** Of objects whose order is not JavaScript's own. */
const orders = new WeakMap<object, readonly string[]>()

/** An object with these entries, in this order. */
export function objectOf<T>(pairs: Iterable<readonly [string, T]>): Record<string, T> {
  const entries = [...pairs]
  const object = Object.fromEntries(entries)
  const own = Object.keys(object)
  const keys = [...new Set(entries.map(([key]) => key))]
  if (keys.some((key, i) => key !== own[i])) orders.set(object, keys)
  return object
}

/** As Object.keys; keys that came later are at the end. */
export function keysOf(object: object): readonly string[] {
  const keys = Object.keys(object)
  const order = orders.get(object)
  if (order === undefined) return keys
  return [...new Set([...order.filter((key) => Object.hasOwn(object, key)), ...keys])]
}

/** As Object.entries. */
export function entriesOf(object: object): readonly (readonly [string, unknown])[] {
  return orders.has(object)
    ? keysOf(object).map((key) => [key, Reflect.get(object, key)])
    : Object.entries(object)
}

/** A copy in the same order, to be changed: keys that it gets come last. */
export function copyInOrder<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  const copy = { ...object }
  orders.set(copy, keysOf(object))
  return copy
}
