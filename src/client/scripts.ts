// Loads BokehJS into any page, once for all of its snippets.

import { createElement } from "./element.ts"
import type { BokehVersion, Script } from "./task.ts"

declare global {
  interface Window {
    /** For each version, resolves when all of its scripts are loaded; for each script of an extension, when that is loaded. */
    bokehEdgeLoading?: Record<string, Promise<void>>
  }
}

/** How often, and at which interval in milliseconds, the script checks whether the page's own BokehJS has loaded. */
const LOOKS = 500
const LOOK_AGAIN_MS = 20

export interface ScriptSource {
  /** The base of the scripts' URLs. */
  readonly base: string
  /** The nonce of the tag that loads them, in a page with a Content-Security-Policy. */
  readonly nonce: string
}

/**
 * One after the other, because the later scripts add to the first one's Bokeh. If the page has this version, only missing
 * models are loaded. Another version stays untouched: this one is loaded beside it.
 */
export function loadScripts(
  scripts: readonly Script[],
  version: BokehVersion,
  { base, nonce }: ScriptSource,
): Promise<void> {
  const own = window.Bokeh?.[version]
  const missing = scripts.filter(
    ({ brings }) => own === undefined || (brings !== null && !(brings in own.Models)),
  )
  const loading = (window.bokehEdgeLoading ??= {})
  return (loading[version] ??= missing.reduce(
    (before, script) => before.then(() => loadScript(script, { base, nonce })),
    Promise.resolve(),
  ))
}

/** Loads a script of the page's extensions. */
export function loadOnce(url: string, source: ScriptSource): Promise<void> {
  const { href } = new URL(url, source.base)
  const loading = (window.bokehEdgeLoading ??= {})
  return (loading[href] ??= loadScript({ url: href, brings: null }, source))
}

export function loadScript(
  { url, integrity, text }: Script,
  { base, nonce }: ScriptSource,
): Promise<void> {
  const script = createElement("script")
  script.nonce = nonce
  if (text !== undefined) {
    script.textContent = text
    document.head.append(script)
    return Promise.resolve()
  }
  if (integrity !== undefined) {
    script.integrity = integrity
    script.crossOrigin = "anonymous"
  }
  script.async = false
  script.src = new URL(url, base).href
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => {
      resolve()
    })
    script.addEventListener("error", () => {
      reject(new Error(`could not load ${script.src}`))
    })
    document.head.append(script)
  })
}

/** Waits a while for the page's own BokehJS. */
export async function bokehIsThere(): Promise<void> {
  for (let looks = 0; window.Bokeh === undefined && looks < LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
