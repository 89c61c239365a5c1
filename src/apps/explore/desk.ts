// What the explorer's parts share: the session's context, its room, its graph, and a line for messages to the reader.

import type { Connection, Context, Document, Group } from "bokeh-edge"

import type { People } from "./people.ts"
import type { ViewPlot } from "./plot.ts"
import type { View } from "./view.ts"

/** A graph that somebody sent, from which the open graph started. */
export interface Origin {
  readonly seq: number
  readonly whoId: string
  readonly who: string
  readonly view: View
}

/** State that lasts as long as the session. */
export interface Kept {
  /** The view from before somebody was followed. */
  mine: View | null
  /** What that view started from. */
  mineOrigin: Origin | null
  origin: Origin | null
  /** The presenter, as far as this page knows; "" for none. */
  presenter: string
}

export interface Desk {
  readonly doc: Document
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  /** One of the visitor's own windows, if one is open: its steps can be undone. */
  readonly owner: Connection | undefined
  readonly plot: ViewPlot
  /** The view that the page shows, with its zoom. */
  readonly view: View
  /** The buttons about this graph. */
  readonly graphButtons: { renew(): void }[]
  /** Shows a view; the visitor's own can be restored. */
  open(view: View, origin?: Origin): void
  /** Shows a message to the reader. @param arrived the number of a graph that it offers to open */
  say(text: string, arrived?: number): void
}
