// A shorter name for a call that many parts of the page's script make.

export function createElement<K extends keyof HTMLElementTagNameMap>(
  name: K,
): HTMLElementTagNameMap[K] {
  return document.createElement(name)
}

export function isScript(element: Element): element is HTMLScriptElement {
  return element.tagName === "SCRIPT"
}
