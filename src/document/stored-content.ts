// What is stored of a document, as JSON: models by the row, their references by id. Format 1, one nested document, is read
// by its own file.

import type { ThemeJson } from "../model/theme.ts"

export const FORMAT = 2

/** Without attributes it is what the handler builds: see owner-only.ts. */
export type ModelRow = readonly [
  id: string,
  type: string,
  attributes: Readonly<Record<string, unknown>> | null,
]

/** A document whole: what a handler built, or what a client has put in its place. */
export interface WholeContent {
  readonly format: typeof FORMAT
  readonly kind: "base" | "whole"
  /** Of the code that built it, where it is known. */
  readonly version?: string
  readonly lastNumber: number
  readonly title: string
  readonly theme?: ThemeJson
  readonly defs: readonly unknown[]
  readonly config: string
  readonly roots: readonly string[]
  readonly callbacks: unknown
  readonly models: readonly ModelRow[]
  /** Some of them could not be read. */
  readonly isPartial?: boolean
}

/** A model of the app's that has another id, since a client has taken the one that it had. */
export type Renamed = readonly [before: string, id: string]

/** What has changed since the build; what is not named has not. */
export interface ChangesContent {
  readonly format: typeof FORMAT
  readonly kind: "changes"
  readonly lastNumber: number
  readonly title?: string
  readonly theme?: ThemeJson
  readonly roots?: readonly string[]
  readonly callbacks?: unknown
  readonly defs?: readonly unknown[]
  readonly config?: string
  /** All else has these models by the ids of now. */
  readonly renamed?: readonly Renamed[]
  /** Of models that were built. */
  readonly changed: readonly (readonly [
    id: string,
    attributes: Readonly<Record<string, unknown>>,
  ])[]
  /** Models that were made later, whole. */
  readonly made: readonly ModelRow[]
  readonly parts: readonly PartContent[]
  /** What `doc.hold()` keeps from the clients is among the changes; the callbacks of these have yet to run. */
  readonly held?: readonly (readonly [id: string, attr: string, old: unknown])[]
}

/** A part that a callback has built: see `doc.part`. */
export interface PartContent {
  readonly name: string
  readonly args: unknown
  /** The models that its builder made, in the order of a walk from the one that it returned. */
  readonly models: readonly (readonly [id: string, type: string])[]
  /** Which of their properties have changed since. */
  readonly changed?: Readonly<Record<string, readonly string[]>>
}

/** Something stored that can't be read any more: it costs itself. */
export interface Loss {
  readonly id: string
  readonly type: string
  readonly attr?: string
  readonly reason: string
  /** It can be read, but the code of now has no place for it. */
  readonly isOfCode?: boolean
}

export interface Stored<C> {
  readonly content: C
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}
