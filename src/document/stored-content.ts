// The stored form of a document, as JSON: one row for each model, with references by id. Format 1, one nested document, is
// read in a file of its own.

import type { ThemeJson } from "../model/theme.ts"

export const FORMAT = 2

/** Without attributes, it is what the handler builds: see owner-only.ts. */
export type ModelRow = readonly [
  id: string,
  type: string,
  attributes: Readonly<Record<string, unknown>> | null,
]

/** A whole document: one that a handler built, or one that a client has put in its place. */
export interface WholeContent {
  readonly format: typeof FORMAT
  readonly kind: "base" | "whole"
  /** The version of the code that built it, if known. */
  readonly version?: string
  readonly lastNumber: number
  readonly title: string
  readonly theme?: ThemeJson
  readonly defs: readonly unknown[]
  readonly config: string
  readonly roots: readonly string[]
  readonly callbacks: unknown
  readonly models: readonly ModelRow[]
  /** Of a document that a client has pushed: it may have taken ids of what the handler built. */
  readonly renamed?: readonly Renamed[]
  /** Some models could not be read. */
  readonly isPartial?: boolean
  readonly held?: readonly HeldRow[]
}

/**
 * A callback that is still to run: `doc.hold()` keeps its change from the clients. The new value is stored like any other.
 */
export type HeldRow = readonly [id: string, attr: string, old: unknown]

/** A model of the app's that has another id, because a client has taken its id. */
export type Renamed = readonly [before: string, id: string]

/** The changes since the build. What is not mentioned has not changed. */
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
  /** Everywhere else these models have their current ids. */
  readonly renamed?: readonly Renamed[]
  /** Of models that were built. */
  readonly changed: readonly (readonly [
    id: string,
    attributes: Readonly<Record<string, unknown>>,
  ])[]
  /** Models that were created later, whole. */
  readonly made: readonly ModelRow[]
  readonly parts: readonly PartContent[]
  readonly held?: readonly HeldRow[]
}

/** A part that a callback has built: see `doc.part`. */
export interface PartContent {
  readonly name: string
  readonly args: unknown
  /** The models that its builder created, in the order of a walk from the model that it returned. */
  readonly models: readonly (readonly [id: string, type: string])[]
  /** Which of their properties have changed since. */
  readonly changed?: Readonly<Record<string, readonly string[]>>
}

/** A stored value that can no longer be read. Only this value is lost. */
export interface Loss {
  readonly id: string
  readonly type: string
  readonly attr?: string
  readonly reason: string
  /** It can be read, but the running code has no place for it. */
  readonly isOfCode?: boolean
}

export interface Stored<C> {
  readonly content: C
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}
