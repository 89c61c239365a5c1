// A document as a whole: what is put in the place of what there is.

import type { HasProps } from "../model/has-props.ts"
import type { Theme } from "../model/theme.ts"

/** Callbacks (CustomJS ...) by the event's name. */
export type JsCallbacks = Readonly<Record<string, readonly HasProps[]>>

/** A document but its roots and title. */
export interface DocumentContent {
  /** Undefined: the one that there is. */
  readonly config: HasProps | undefined
  readonly defs: readonly unknown[]
  readonly jsCallbacks: JsCallbacks
}

/** Models of a checkpoint that are not yet the document's. */
export interface RestoredState extends DocumentContent {
  readonly roots: readonly HasProps[]
  readonly title: string
  /** Undefined: the one that the handler has set. */
  readonly theme: Theme | undefined
}
