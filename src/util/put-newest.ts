/** Puts the entry behind all others. Above `max` entries, the first one is dropped. */
export function putNewest<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.delete(key)
  map.set(key, value)
  const [first = key] = map.keys()
  if (map.size > max) map.delete(first)
}
