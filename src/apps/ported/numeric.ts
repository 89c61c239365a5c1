// Functions of numpy and pandas that the ported apps need, based on d3-array.

import { bisectLeft, bisectRight, deviation, extent, max, mean, min, quantile } from "d3-array"

export interface Histogram {
  readonly counts: number[]
  /** One more than there are counts. */
  readonly edges: number[]
  /** The width of each bin. */
  readonly width: number
}

/** numpy.linspace */
export function linspace(start: number, end: number, n: number): number[] {
  const step = (end - start) / (n - 1)
  return Array.from({ length: n }, (_, i) => (i === n - 1 ? end : start + i * step))
}

/** numpy.random.normal, by the method of Box and Muller. Its exponential is numpy.random.lognormal. */
export function normal(loc: number, scale: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()))
  return loc + scale * radius * Math.cos(2 * Math.PI * Math.random())
}

/**
 * numpy.histogram: bins of equal width from the least value to the greatest. d3 itself would choose round edges, and
 * perhaps another number of bins.
 */
export function histogram(values: readonly number[], bins: number): Histogram {
  const [low = 0, high = 1] = extent(values)
  const edges = linspace(low, high, bins + 1)
  return { counts: countsIn(values, edges), edges, width: (high - low) / bins }
}

/** numpy.histogram with given edges: each bin excludes its upper edge, except for the last one. */
export function countsIn(values: readonly number[], edges: readonly number[]): number[] {
  const inner = edges.slice(1, -1)
  const counts = Array.from({ length: inner.length + 1 }, () => 0)
  for (const value of values) {
    const at = bisectRight(inner, value)
    if (value >= (edges[0] ?? NaN) && value <= (edges.at(-1) ?? NaN))
      counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** pandas.cut(values, bins, labels=False): each bin includes its upper edge; only the first one includes its lower edge. */
export function cut(values: readonly number[], bins: number): number[] {
  const [low = 0, high = 1] = extent(values)
  const edges = linspace(low, high, bins + 1)
  return values.map((value) => Math.max(0, bisectLeft(edges, value) - 1))
}

/** pandas' Series.rolling(n, min_periods=1).mean(): the mean of each value and the n - 1 before it, as far as there are any. */
export function rolling(values: readonly number[], n: number): number[] {
  return values.map((_, i) => mean(values.slice(Math.max(0, i - n + 1), i + 1)) ?? NaN)
}

/**
 * pandas' Series.resample().mean(): the means of values with the same key, such as a month. A key without values has no
 * mean.
 */
export function resample(values: readonly number[], keys: readonly number[]): number[] {
  const groups = Map.groupBy(keys.keys(), (i) => keys[i])
  return [...groups.values()].map((group) => mean(group, (i) => values[i]) ?? NaN)
}

/** pandas' Series.pct_change(): the change from the previous value, as a fraction of that value. */
export function pct_change(values: readonly number[]): number[] {
  return values.map((value, i) => value / (values[i - 1] ?? NaN) - 1)
}

/** The sum of a Gaussian kernel for each value. @param width by default that of Scott's rule */
export function density(
  values: readonly number[],
  at: readonly number[],
  width = (deviation(values) ?? NaN) * values.length ** -0.2,
): number[] {
  const scale = values.length * width * Math.sqrt(2 * Math.PI)
  const kernel = (distance: number) => Math.exp(-0.5 * (distance / width) ** 2)
  return at.map((x) => values.reduce((sum, value) => sum + kernel(x - value), 0) / scale)
}

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
  count: (values) => values.length,
  mean: (values) => mean(values),
  std: (values) => deviation(values),
  min: (values) => min(values),
  "25%": (values) => quantile(values, 0.25),
  "50%": (values) => quantile(values, 0.5),
  "75%": (values) => quantile(values, 0.75),
  max: (values) => max(values),
}

/** pandas' DataFrame.describe(), as text. */
export function describe(columns: Readonly<Record<string, readonly number[]>>): string {
  const sides = ["", ...Object.keys(STATISTICS)].map((name) => name.padEnd(5))
  const cells = Object.entries(columns).map(([name, values]) => {
    const statistics = Object.values(STATISTICS).map((of) => (of(values) ?? NaN).toFixed(6))
    const width = 2 + Math.max(...[name, ...statistics].map(({ length }) => length))
    return [name, ...statistics].map((text) => text.padStart(width))
  })
  return sides.map((side, i) => side + cells.map((column) => column[i]).join("")).join("\n")
}
