// A small picture of a graph with some of its points, for cards whose sender's browser provided none.

import { extentOf, type Points, pointsOf, type View } from "./view.ts"

const WIDTH = 200
const HEIGHT = 110
const MAX_DOTS = 120

export function pictureOf(view: View): string {
  const points = pointsOf(view)
  const { low, high } = extentOf(view.color)
  const step = Math.max(1, Math.ceil(points.x.length / MAX_DOTS))
  const place = { x: scale(points.x, WIDTH), y: scale(points.y, HEIGHT) }
  const dots: string[] = []
  for (let i = 0; i < points.x.length; i += step) {
    const share = (valueAt(points, "color", i) - low) / (high - low || 1)
    const cx = place.x(valueAt(points, "x", i)).toFixed(1)
    const cy = (HEIGHT - place.y(valueAt(points, "y", i))).toFixed(1)
    const color = `hsl(${(260 - 200 * share).toFixed()} 65% 50%)`
    dots.push(`<circle cx="${cx}" cy="${cy}" r="2" fill="${color}"/>`)
  }
  return `<svg viewBox="-3 -3 ${WIDTH + 6} ${HEIGHT + 6}" aria-hidden="true">${dots.join("")}</svg>`
}

function valueAt(points: Points, axis: "x" | "y" | "color", index: number): number {
  return points[axis][index] ?? 0
}

function scale(values: Float64Array, length: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return (value) => ((value - low) / (high - low || 1)) * length
}
