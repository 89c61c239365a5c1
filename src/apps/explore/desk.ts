// What the explorer's parts have in common: the session's context, its room, its graph, and a line to speak to the reader.

import type { Connection, Context, Group } from "bokeh-edge"

import type { People } from "./people.ts"
import type { ViewPlot } from "./plot.ts"
import type { View } from "./view.ts"

/** A graph that somebody sent, as the one that is open has begun. */
export interface Origin {
  readonly seq: number
  readonly whoId: string
  readonly who: string
  readonly view: View
}

/** What lasts as long as the session. */
export interface Kept {
  /** What was shown before somebody was followed. */
  mine: View | null
  origin: Origin | null
  /** Whom everybody follows, as far as this page has heard; nobody is "". */
  presenter: string
}

export interface Desk {
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  /** One of the visitor's own windows, while one is open: whose steps are undone. */
  readonly owner: Connection | undefined
  readonly plot: ViewPlot
  /** What the page shows, with its zoom. */
  readonly view: View
  /** Shows a view; one's own can be had back. */
  open(view: View, origin?: Origin): void
  /** Tells the reader. @param isNewGraph offers to open the graph that came last */
  say(text: string, isNewGraph?: boolean): void
}
