/** The common part of Map and WeakMap. */
interface Table<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** The map's value for the key; if it has none, a value that is created now. */
export function getOrMake<K, V>(table: Table<K, V>, key: K, make: () => V): V {
  const known = table.get(key)
  if (known !== undefined) return known
  const made = make()
  table.set(key, made)
  return made
}
