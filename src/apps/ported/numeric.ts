// numpy's and pandas' words for what the ported apps need, by d3-array.

import { bin, extent } from "d3-array"

export interface Histogram {
  readonly counts: number[]
  /** One more than there are counts. */
  readonly edges: number[]
}

/** numpy.linspace */
export function linspace(start: number, end: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => start + (i * (end - start)) / (n - 1))
}

/**
 * numpy.histogram: bins of one width from the least value to the greatest. d3's own choice would be round edges, which
 * may be more or fewer.
 */
export function histogram(values: readonly number[], bins: number): Histogram {
  const [low = 0, high = 1] = extent(values)
  const edges = linspace(low, high, bins + 1)
  return { counts: countsIn(values, edges), edges }
}

/** numpy.histogram with given edges: each bin without its upper edge, the last one with it. */
export function countsIn(values: readonly number[], edges: readonly number[]): number[] {
  const [low = 0, high = 1] = extent(edges)
  const bins = bin().domain([low, high]).thresholds(edges.slice(1, -1))
  return bins(values.filter((value) => value >= low && value <= high)).map(({ length }) => length)
}

/** pandas' Series.rolling(n).mean(), and what there is of it at the beginning. */
export function rolling(values: readonly number[], n: number): number[] {
  return values.map((_, i) => {
    const window = values.slice(Math.max(0, i - n + 1), i + 1)
    return window.reduce((sum, value) => sum + value, 0) / window.length
  })
}
