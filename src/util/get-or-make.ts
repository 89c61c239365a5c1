/** As much of a Map or a WeakMap. */
interface Table<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** What a map has for the key; where it has nothing, what is made now. */
export function getOrMake<K, V>(table: Table<K, V>, key: K, make: () => V): V {
  const known = table.get(key)
  if (known !== undefined) return known
  const made = make()
  table.set(key, made)
  return made
}
