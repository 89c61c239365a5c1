// A line at the foot of the page, for information that no plot shows.

import { createElement } from "./element.ts"

/** At most as wide as a phone. Each line has a place of its own. */
const PLACE = "position:fixed;inset:auto 8px 56px;margin:auto;width:fit-content;z-index:999"
const STYLE =
  "margin-top:8px;padding:8px 16px;border-radius:4px;background:#223;color:#fff;font:14px system-ui"

/** Long enough to be read. */
export const SHOWN_MS = 10_000

let place: HTMLElement | undefined

/** @returns a function that removes it; with `forMs`, it disappears by itself */
export function showLine(text: string, forMs?: number): () => void {
  const line = createElement("div")
  line.role = "status"
  line.style.cssText = STYLE
  line.append(text)
  if (!place) {
    place = createElement("div")
    place.style.cssText = PLACE
    document.body.append(place)
  }
  place.append(line)
  const remove = (): void => line.remove()
  if (forMs) setTimeout(remove, forMs)
  return remove
}
