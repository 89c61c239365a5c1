// A graph that was sent: the message's content, checked, and what the list stores of it.

import { Figure, type GroupMessage, isPreview } from "bokeh-edge"

import { parseLive } from "./live.ts"
import { MAX_NOTE, parseView, type View } from "./view.ts"

export interface SharedGraph {
  readonly seq: number
  readonly whoId: string
  readonly who: string
  readonly view: View
  /** The numbers of the selected points. */
  readonly selected?: readonly number[]
  readonly note: string
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number
  readonly isForAll: boolean
  readonly isMine: boolean
  /** The message whose graph was changed and sent back. */
  readonly answers?: number | undefined
  /** The names of those who have opened it. */
  readonly seenBy: readonly string[]
}

/** Data from another session, or from a browser. */
export interface SentGraph {
  /** Undefined when the data is not a view. */
  readonly view: View | undefined
  /** A picture, if the sender's browser provided one. */
  readonly preview: string | undefined
  readonly plot: Figure | undefined
  readonly note: string
  readonly isForAll: boolean
  readonly answers: number | undefined
}

type Field = "view" | "preview" | "plot" | "note" | "isForAll" | "answers"

export function parseGraph(data: unknown): SentGraph {
  const given: Partial<Record<Field, unknown>> = data ?? {}
  const { view, preview, plot, note, isForAll, answers } = given
  return {
    view: parseView(view),
    preview: isPreview(preview) ? preview : undefined,
    plot: plot instanceof Figure ? plot : undefined,
    note: typeof note === "string" ? note.slice(0, MAX_NOTE) : "",
    isForAll: isForAll === true,
    answers: typeof answers === "number" ? answers : undefined,
  }
}

/** A graph for the list; undefined when the message has no graph. */
export function graphOf(message: GroupMessage, me: string | undefined): SharedGraph | undefined {
  const { seq, from, sentAtMs, data } = message
  const { selected } = parseLive(data)
  const { view, note, isForAll, answers } = parseGraph(data)
  if (view === undefined) return undefined
  const { id: whoId = "", name: who } = from
  const isMine = whoId === me
  return { seq, whoId, who, view, selected, note, sentAtMs, isForAll, isMine, answers, seenBy: [] }
}

/** Reads it back from the session's storage. */
export function storedGraph(kept: unknown): SharedGraph | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only graphOf's are put there
  return typeof kept === "object" && kept !== null ? (kept as SharedGraph) : undefined
}
