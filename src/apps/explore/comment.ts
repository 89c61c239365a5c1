// A comment, as it arrives in a message, and as the session stores it.

import type { GroupMessage } from "bokeh-edge"

import { type FieldName, isField, isZoom, type Zoom } from "./view.ts"

export const MAX_COMMENT = 500

export interface Comment {
  readonly id: string
  readonly who: string
  readonly whoId: string
  readonly sentAtMs: number
  /** Its place among the room's messages; null until the room has it. */
  readonly seq: number | null
  readonly text: string
  /** Its number for its author, who may not have known all earlier ones. */
  readonly number?: number
  /** The axes to which it belongs, and its place. */
  readonly x: FieldName
  readonly y: FieldName
  readonly place: Zoom
  /** The id of the comment that it replies to. */
  readonly answers: string | undefined
}

/** Checks data from another session; undefined when it is not a comment. */
export function commentOf({ data, from, sentAtMs, seq }: GroupMessage): Comment | undefined {
  type Field = "id" | "number" | "x" | "y" | "place" | "text" | "answers"
  const { id, number, x, y, place, text, answers }: Partial<Record<Field, unknown>> = data ?? {}
  if (!isField(x) || !isField(y) || !isZoom(place)) return undefined
  if (typeof id !== "string" || typeof text !== "string") return undefined
  const of = typeof answers === "string" ? answers : undefined
  // The room has had at most as many comments as messages.
  const atLeast = Number.isSafeInteger(number) ? Math.min(Number(number), seq) : 0
  const by = { who: from.name, whoId: from.id ?? "" }
  return {
    id,
    ...by,
    sentAtMs,
    seq,
    number: atLeast,
    text: text.slice(0, MAX_COMMENT),
    x,
    y,
    place,
    answers: of,
  }
}

/** Reads comments back from the session's storage. */
export function storedComments(kept: unknown): readonly Comment[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only commentOf's, and one's own, are put there
  return Array.isArray(kept) ? (kept as readonly Comment[]) : []
}
