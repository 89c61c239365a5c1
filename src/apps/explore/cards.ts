// Graphs that were received: what is known of each, and how a card of it looks.

import { html, isPreview } from "bokeh-edge"

import { extentOf, type Points, pointsOf, spanOf, titleOf, type View } from "./view.ts"

export interface Card {
  readonly who: string
  readonly view: View
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number
  /** What the sender's browser drew; without it, some points are drawn here. */
  readonly preview?: string
}

export const MAX_CARDS = 6
const WIDTH = 200
const HEIGHT = 110
const MAX_DOTS = 120

/** With a new one in front; where there is no room, the oldest that nobody wants to keep goes. */
export function withCard<T>(
  cards: readonly T[],
  card: T,
  isKept: (card: T) => boolean,
): readonly T[] {
  const all = [card, ...cards]
  if (all.length <= MAX_CARDS) return all
  const oldest = all.findLastIndex((one, i) => i > 0 && !isKept(one))
  return all.toSpliced(oldest < 0 ? all.length - 1 : oldest, 1)
}

export function cardHtml({ who, view, sentAtMs, preview }: Card, isKept = false): string {
  const time = new Date(sentAtMs).toISOString().slice(11, 16)
  const picture = isPreview(preview) ? `<img src="${preview}" alt="">` : previewSvg(view)
  return `${picture}<p>${titleOf(view)}</p><span>${spanOf(view)}<br>
    from <b>${escaped(who)}</b> at ${time} UTC${isKept ? " · kept" : ""}</span>`
}

export function escaped(text: string): string {
  return String(html`${text}`)
}

/** A small picture of the graph: some of its points. */
function previewSvg(view: View): string {
  const points = pointsOf(view)
  const { low, high } = extentOf(view.color)
  const step = Math.max(1, Math.ceil(points.x.length / MAX_DOTS))
  const place = { x: scale(points.x, WIDTH), y: scale(points.y, HEIGHT) }
  const dots: string[] = []
  for (let i = 0; i < points.x.length; i += step) {
    const share = (valueAt(points, "color", i) - low) / (high - low || 1)
    const cx = place.x(valueAt(points, "x", i)).toFixed(1)
    const cy = (HEIGHT - place.y(valueAt(points, "y", i))).toFixed(1)
    dots.push(
      `<circle cx="${cx}" cy="${cy}" r="2" fill="hsl(${(260 - 200 * share).toFixed()} 65% 50%)"/>`,
    )
  }
  return `<svg viewBox="-3 -3 ${WIDTH + 6} ${HEIGHT + 6}" role="img">${dots.join("")}</svg>`
}

function valueAt(points: Points, axis: "x" | "y" | "color", index: number): number {
  return points[axis][index] ?? 0
}

function scale(values: Float64Array, length: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return (value) => ((value - low) / (high - low || 1)) * length
}
