// Loads BokehJS into a page of anybody's, once for all of its snippets.

import { createElement } from "./element.ts"
import type { BokehVersion, Script } from "./task.ts"

declare global {
  interface Window {
    /** For each version, when all of its scripts are loaded; for each script of an extension, when it is. */
    bokehEdgeLoading?: Record<string, Promise<void>>
  }
}

/** How often, and after how many milliseconds, one looks for the BokehJS that the page brings itself. */
const LOOKS = 500
const LOOK_AGAIN_MS = 20

export interface ScriptSource {
  /** What their URLs are relative to. */
  readonly base: string
  /** Of the tag that loads them, in a page with a Content-Security-Policy. */
  readonly nonce: string
}

/**
 * One after the other: the later scripts add to the first one's Bokeh. Where the page has this version, only what it lacks
 * of its models is loaded; another version stays what it is: ours comes beside it.
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

/** A script of the page's extensions. */
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

/** Waits a while for the BokehJS that the page brings itself. */
export async function bokehIsThere(): Promise<void> {
  for (let looks = 0; window.Bokeh === undefined && looks < LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
