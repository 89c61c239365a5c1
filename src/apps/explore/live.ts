// What followers are told, at most some dozens of times a second: small, and checked when it comes.

import { parseView, type View } from "./view.ts"

/** More are not told: a message of the moment is small. */
const MAX_RUNS = 200
const MAX_INDEX = 10_000

/** In the browser: where the mouse is, at most 15 times a second, while somebody wants to know. */
export const CURSOR_CODE = `
  const now = Date.now()
  if (!watched.tags[0] || now - (globalThis.explorerMouseMs ?? 0) < 66) return
  globalThis.explorerMouseMs = now
  const { MessageSentEvent } = Bokeh.require("document/events")
  const doc = watched.document
  doc._trigger_on_change(new MessageSentEvent(doc, "mouse", { x: cb_obj.x, y: cb_obj.y }))`

export interface Live {
  readonly view: View | undefined
  readonly selected: readonly number[]
  readonly panel: number
}

/** Numbers that follow each other, as pairs of first and last; none where there would be too many. */
export function runsOf(indices: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const index of indices.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && index === last[1] + 1) last[1] = index
    else runs.push([index, index])
  }
  return runs.length > MAX_RUNS ? [] : runs
}

export function parseLive(data: unknown): Live {
  const { view, selected, panel }: Partial<Record<keyof Live, unknown>> = data ?? {}
  const runs = Array.isArray(selected) ? selected.slice(0, MAX_RUNS) : []
  return {
    view: parseView(view),
    selected: runs.flatMap(numbersIn),
    panel: typeof panel === "number" ? panel : 0,
  }
}

function numbersIn(run: unknown): readonly number[] {
  if (!Array.isArray(run)) return []
  const all: readonly unknown[] = run
  const [first, last] = all
  if (!isIndex(first) || !isIndex(last) || last < first) return []
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < MAX_INDEX
}

/** Where somebody's mouse is, in the graph's own numbers. */
export function parseCursor(data: unknown): { readonly x: number; readonly y: number } | undefined {
  const { x, y }: { readonly x?: unknown; readonly y?: unknown } = data ?? {}
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x + y)
    ? { x, y }
    : undefined
}
