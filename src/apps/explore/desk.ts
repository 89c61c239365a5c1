// What the explorer's parts have in common: the session's context, its room, its graph, and a line to speak to the reader.

import type { Context, Group } from "bokeh-edge"

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
  /** Views to go back to, the newest last, and forward to. */
  past: readonly View[]
  future: readonly View[]
  origin: Origin | null
}

/** The ways back among the views that the visitor has had. */
export interface WaysBack {
  /** Another view is about to come: this one can be had back. */
  leave(view: View): void
  /** The view that was left last; it is no longer on the way back. */
  takeLast(): View | undefined
}

export interface Desk {
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  readonly plot: ViewPlot
  readonly ways: WaysBack
  /** What the page shows, with its zoom. */
  readonly view: View
  /** Shows a view; one's own can be had back. */
  open(view: View, origin?: Origin): void
  /** Tells the reader. @param isNewGraph offers to open the graph that came last */
  say(text: string, isNewGraph?: boolean): void
}
