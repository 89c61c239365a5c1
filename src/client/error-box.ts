// The box that shows an error where the plot should be.

import { createElement, isScript } from "./element.ts"
import { elementById } from "./places.ts"

const STYLE = "margin:1em;padding:1em;border:1px solid;color:#b00;white-space:pre-wrap"

/** Shows it in the element. A script element, which shows nothing, is replaced. */
export function showError(element: Element, reason: string): void {
  const box = alertBox(failureText(reason))
  if (isScript(element)) element.replaceWith(box)
  else element.append(box)
}

export function alertBox(text: string): HTMLElement {
  const box = createElement("pre")
  box.role = "alert"
  box.style.cssText = STYLE
  box.textContent = text
  return box
}

/** autoload.js when there is nothing to load. */
export function showFailure(elementId: string, reason: string): void {
  console.error(`bokeh-edge: ${failureText(reason)}`)
  const element = elementById(elementId)
  if (element) showError(element, reason)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** If the server closes with a reason, that reason is shown. */
function failureText(reason: string): string {
  return `The plot could not be loaded: ${reason.replace(/^Lost.*?\((.+)\)$/, "$1")}`
}
