/** Adds items at the end of a key's list. */
export function append<K, T>(lists: Map<K, readonly T[]>, key: K, items: readonly T[]): void {
  lists.set(key, [...(lists.get(key) ?? []), ...items])
}
