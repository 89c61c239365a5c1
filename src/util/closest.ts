// "Did you mean": the name nearest to a misspelled one. Names may come from visitors, so the work is bounded.

import { clipped } from "./clipped.ts"

/** None of Bokeh's names is nearly as long. */
const MAX_LENGTH = 80
/** The limit of candidates: more than any model has properties. */
const MAX_CANDIDATES = 2000

/**
 * The candidate at the smallest edit distance, if that is small for its length (a third, at most 3); else a candidate with
 * more words ("lasso": "lasso_select"), or with fewer ("plot_width": "width"); else undefined.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  let best: string | undefined
  let other: string | undefined
  let bestDistance = Math.min(3, Math.ceil(name.length / 3)) + 1
  let count = 0
  for (const candidate of candidates) {
    if (count++ === MAX_CANDIDATES) break
    if (candidate.startsWith(`${name}_`) || name.endsWith(`_${candidate}`)) other ??= candidate
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const distance = editDistance(name, candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? other
}

/** `Slider: unknown property 'valu', did you mean 'value'?` */
export function misspelt(what: string, name: string, known: readonly string[]): string {
  const meant = closest(name, known)
  const areFew = known.length > 0 && known.length <= 8
  const few = areFew ? `, expected one of ${known.join(", ")}` : ""
  return `${what} '${clipped(name)}'${meant === undefined ? few : `, did you mean '${meant}'?`}`
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const substitution = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      row.push(Math.min(substitution, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
