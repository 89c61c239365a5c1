// The elements of a page that a document's roots go into.

import { createElement, isScript } from "./element.ts"
import { type ElementTarget, PLACE_ATTRIBUTE, type Target } from "./task.ts"

export interface Places {
  /** For all roots that have no place of their own. */
  readonly element: HTMLElement
  readonly byName: ReadonlyMap<string, HTMLElement>
}

/** Whether any of them is in the page. */
export function isInPage({ element, byName }: Places): boolean {
  return [element, ...byName.values()].some(({ isConnected }) => isConnected)
}

/** `undefined` when the page has no such element. */
export function placesOf(target: Target): Places | undefined {
  return target.type === "page" ? placesInPage() : placesById(target)
}

function placesInPage(): Places {
  const places = [...document.querySelectorAll<HTMLElement>(`[${PLACE_ATTRIBUTE}]`)].map(
    (place) => [place.getAttribute(PLACE_ATTRIBUTE) ?? "", place] as const,
  )
  const byName = new Map(places.filter(([name]) => name !== ""))
  const [, element] = places.find(([name]) => name === "") ?? []
  return { element: element ?? document.body.appendChild(createElement("div")), byName }
}

function placesById({ elementId, roots }: ElementTarget): Places | undefined {
  const element = placeById(elementId)
  if (!element) return undefined
  const byName = new Map<string, HTMLElement>()
  for (const [name, id] of Object.entries(roots)) {
    const place = placeById(id)
    if (place) byName.set(name, place)
  }
  return { element: isScript(element) ? divInPlaceOf(element) : element, byName }
}

function placeById(id: string): HTMLElement | null {
  const place = elementById(id)
  if (!place) console.error(`bokeh-edge: there is no element with the id '${id}'`)
  return place
}

/** In the page, or in one of its open shadow roots. */
export function elementById(id: string): HTMLElement | null {
  return document.getElementById(id) ?? findInShadows(document, id)
}

function findInShadows(root: Document | ShadowRoot, id: string): HTMLElement | null {
  for (const { shadowRoot } of root.querySelectorAll("*")) {
    const found = shadowRoot?.getElementById(id) ?? (shadowRoot && findInShadows(shadowRoot, id))
    if (found) return found
  }
  return null
}

function divInPlaceOf(script: HTMLElement): HTMLElement {
  const div = createElement("div")
  // A script at the start of a page is in its head, where nothing is shown.
  if (document.head.contains(script)) document.body.prepend(div)
  else script.replaceWith(div)
  return div
}
