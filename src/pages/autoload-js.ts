// autoload.js: loads BokehJS once into any page, then a session's document into one of its elements. Source: Python
// bokeh.embed.server and its autoload template (3.10)

import type { Embed, Script } from "../client/task.ts"
import { clientScript } from "./client-script.ts"
import { ENVELOPES_SCRIPT } from "./generated/client.ts"

export interface AutoloadJs {
  /** Empty when the page loads BokehJS itself. */
  readonly scripts: readonly Script[]
  readonly embed: Embed
  /** For routes that take large files; else "". */
  readonly featureScript: string
}

export function autoloadJs({ scripts, embed, featureScript }: AutoloadJs): string {
  // The script finds out which version of BokehJS the page has.
  const before = scripts.length === 0 ? ENVELOPES_SCRIPT : ""
  return before + featureScript + clientScript({ type: "embed", scripts, embed })
}

/** autoload.js when there is nothing to load: it shows the reason in the element where the plot should be. */
export function failureJs(elementId: string, reason: string): string {
  return clientScript({ type: "failure", elementId, reason })
}
