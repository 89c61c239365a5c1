// The server's URL as the browser sees it: a proxy may serve it under another host, and below a path that it removes.

import { isScript } from "./element.ts"
import { elementById } from "./places.ts"
import type { Embed, ElementTarget } from "./task.ts"

/** A page's own URL, as if it ended with a slash. In an iframe's srcdoc there is none. */
export function pageBase({ base }: Pick<Embed, "base">): string {
  const { protocol, origin, pathname } = window.location
  if (/^https?:$/.test(protocol)) return `${origin}${pathname.replace(/\/*$/, "/")}`
  return new URL(base, document.baseURI).href
}

/** The URL from which autoload.js was loaded, if a script of the page has it. */
export function snippetBase({ base }: Embed, tag: HTMLOrSVGScriptElement | null): string {
  const src = tag?.getAttribute("src") ?? tag?.dataset[FETCHED_FROM] ?? ""
  const url = URL.parse(src, document.baseURI)
  return /^.*\/autoload\.js(?=\/*$)/.exec(`${url?.origin}${url?.pathname}`)?.[0] ?? base
}

/** Stores for a fetched autoload.js where it came from. */
export const FETCHED_FROM = "bokehSrc"

/** The script element that runs. In a shadow root there is no `currentScript`, and the tag is found by its id. */
export function snippetTag({ elementId }: ElementTarget): HTMLOrSVGScriptElement | null {
  const element = elementById(elementId)
  return document.currentScript ?? (element && isScript(element) ? element : null)
}
