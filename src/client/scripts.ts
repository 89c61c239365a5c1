// Loads BokehJS into any page, once for all of its snippets.

import { createElement } from "./element.ts"
import type { BokehVersion, Script } from "./task.ts"

declare global {
  interface Window {
    /** For each version, resolves when all of its scripts are loaded; for each script of an extension, when that is loaded. */
    bokehEdgeLoading?: Record<string, Promise<unknown>>
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
  source: ScriptSource,
): Promise<unknown> {
  const own = window.Bokeh?.[version]
  const missing = scripts.filter(
    ({ brings }) => !own || (brings !== null && !(brings in own.Models)),
  )
  return once(version, async () => {
    for (const script of missing) await loadScript(script, source)
  })
}

/** Loads a script of the page's extensions. */
export function loadOnce(url: string, source: ScriptSource): Promise<unknown> {
  const { href } = new URL(url, source.base)
  return once(href, () => loadScript({ url: href, brings: null }, source))
}

function once(key: string, load: () => Promise<unknown>): Promise<unknown> {
  return ((window.bokehEdgeLoading ??= {})[key] ??= load())
}

export function loadScript(
  { url, integrity, text }: Script,
  { base, nonce }: ScriptSource,
): Promise<unknown> {
  const script = createElement("script")
  script.nonce = nonce
  const loading = new Promise<unknown>((resolve, reject) => {
    if (text !== undefined) {
      script.textContent = text
      resolve(text)
      return
    }
    if (integrity !== undefined) {
      script.integrity = integrity
      script.crossOrigin = "anonymous"
    }
    script.async = false
    script.src = new URL(url, base).href
    script.addEventListener("load", resolve)
    script.addEventListener("error", () => {
      reject(new Error(`could not load ${script.src}`))
    })
  })
  document.head.append(script)
  return loading
}

/** Waits a while for the page's own BokehJS. */
export async function bokehIsThere(): Promise<void> {
  for (let looks = 0; window.Bokeh === undefined && looks < LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
