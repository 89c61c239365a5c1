// What each window computes from its own layout: callbacks see it, but it is not sent to other windows. Source: bokehjs
// models/plots/plot.ts (3.10): these are read-only properties that only the browser sets

const DERIVED: ReadonlySet<string> = new Set([
  "inner_width",
  "inner_height",
  "outer_width",
  "outer_height",
])

/** True for a property that is neither sent to other clients nor stored. */
export function isDerived(attr: string): boolean {
  return DERIVED.has(attr)
}

/**
 * The chosen tool of a grid. Each window has its own, like the chosen tool of a single plot, which BokehJS does not report.
 * For a grid, BokehJS also sets it on loading. Source: bokehjs models/tools/tool_proxy.ts (3.10)
 */
export function isChosenTool({ type }: { readonly type: string }, attr: string): boolean {
  return attr === "active" && type === "ToolProxy"
}
