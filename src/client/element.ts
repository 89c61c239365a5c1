// A shorter name for what many parts of the page's script do.

export function createElement<K extends keyof HTMLElementTagNameMap>(
  name: K,
): HTMLElementTagNameMap[K] {
  return document.createElement(name)
}
