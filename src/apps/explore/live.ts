// The messages to followers, at most a few dozen a second: small, and checked on arrival.

import { parseView, type View } from "./view.ts"

/** One bit for each point. Larger selections are not sent, since a volatile message must be small. */
const MAX_BYTES = 2000

/** In the browser: sends the position of the mouse, at most 15 times a second, while somebody follows. */
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

/** The selected points, as the base64 of one bit for each; empty when there are too many. */
export function bitsOf(indices: readonly number[]): string {
  const bytes = new Uint8Array(Math.ceil((Math.max(-1, ...indices) + 1) / 8))
  if (bytes.length > MAX_BYTES) return ""
  for (const index of indices) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
  return btoa(String.fromCharCode(...bytes))
}

export function parseLive(data: unknown): Live {
  const { view, selected, panel }: Partial<Record<keyof Live, unknown>> = data ?? {}
  return {
    view: parseView(view),
    selected: typeof selected === "string" ? indicesIn(selected) : [],
    panel: typeof panel === "number" ? panel : 0,
  }
}

function indicesIn(base64: string): readonly number[] {
  const bits = bytesIn(base64)
  return Array.from({ length: 8 * bits.length }, (_, index) => index).filter(
    (index) => ((bits.charCodeAt(index >> 3) >> (index & 7)) & 1) === 1,
  )
}

/** A string with one character for each byte. */
function bytesIn(base64: string): string {
  try {
    return atob(base64).slice(0, MAX_BYTES)
  } catch {
    return ""
  }
}

/** The position of somebody's mouse, in data coordinates. */
export function parseCursor(data: unknown): { readonly x: number; readonly y: number } | undefined {
  const { x, y }: { readonly x?: unknown; readonly y?: unknown } = data ?? {}
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x + y)
    ? { x, y }
    : undefined
}
