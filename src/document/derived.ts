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
