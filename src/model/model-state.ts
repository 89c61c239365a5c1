// A model's inner state: its values over BokehJS's defaults, its callbacks, and the owner that is notified of changes. For
// model/ and document/, never for apps. `M` is what a model is: see has-props.ts.

import type { EventValue } from "../serialization/values.ts"
import type { Patches } from "./column-patches.ts"
import type { Columns } from "./column.ts"
import type { Compare } from "./content.ts"
import type { EventCallback } from "./events.ts"
import { ModelDefault, type Schema } from "./property.ts"

/** What it returns is of no use, unless it is a promise: the session waits for that. */
export type ChangeCallback<T = unknown> = (attr: string, old: T, new_: T) => unknown

interface PlaceOf<M> {
  readonly model: M
  readonly attr: string
}

/** One property that has its new value already. */
export interface ChangeOf<M> extends PlaceOf<M> {
  readonly old: unknown
  readonly value: unknown
  /** How to get from old to new without sending all of it, where there is a shorter way. */
  readonly delta?: ColumnDelta
  /** The columns that are new, where all others stay. */
  readonly cols?: readonly string[]
  /** What was in the place of a part that is new; without it, the old value. */
  readonly replaced?: unknown
  /** True for what browsers can't bring about themselves: it is sent to all, also to the one who changed it. */
  readonly isResent?: boolean
}

/** The document events that tell of a part of a column data source; shapes as on the wire. */
type ColumnDelta =
  | { readonly kind: "ColumnsStreamed"; readonly data: Columns; readonly rollover: number | null }
  | { readonly kind: "ColumnsPatched"; readonly patches: Patches }

/** What a document is to its models. */
export interface OwnerOf<M> {
  /** Records the change and runs, or holds, the callbacks. */
  propertyChanged(change: ChangeOf<M>): void
  /** The same for a model that is not in the document: it may come, or come back. Runs the callbacks. */
  changedAway(change: ChangeOf<M>): void
  /** Columns are about to be written in place. */
  columnsWillChange(model: M, attr: string): void
  /** To the browsers: an event that the server causes. */
  sendEvent(event: EventValue): void
  /** Whether Python has brought what the type is, for this document alone. */
  hasBrought(type: string): boolean
}

const NOTHING: ReadonlyMap<string, unknown> = new Map()

export class StateOf<M extends object> {
  readonly schema: Schema
  /** What was set, in order of first setting; everything else has its theme's value, or its default. */
  readonly values = new Map<string, unknown>()
  themed = NOTHING
  id: string | undefined = undefined
  owner: OwnerOf<M> | undefined = undefined
  /** The document that is notified of changes while the model is in no document. */
  keeper: OwnerOf<M> | undefined = undefined
  /** What apps were given for containers. */
  read: Map<string, unknown> | undefined = undefined
  readonly changeCallbacks = new Map<string, readonly ChangeCallback[]>()
  readonly eventCallbacks = new Map<string, readonly EventCallback[]>()

  constructor(schema: Schema) {
    this.schema = schema
  }

  /** What was set, else the theme's value, else BokehJS's default. */
  current(name: string): unknown {
    const value = this.values.get(name)
    if (value !== undefined) return value
    const themed = this.themed.get(name)
    return themed === undefined ? this.schema.property(name)?.defaultValue : themed
  }

  /** Puts a checked value in the place of the one that is there, unless it is the same. */
  put(place: PlaceOf<M>, value: unknown, compare: Compare): void {
    const current = this.current(place.attr)
    const { isSame, cols } = compare(place, current, value)
    if (isSame) return
    const old = current instanceof ModelDefault ? undefined : current
    this.store({ ...place, old, value, ...(cols !== undefined && { cols }) })
  }

  /** Stores a checked value, then tells the owner, or without one the callbacks. */
  store(change: ChangeOf<M>): void {
    this.values.set(change.attr, change.value)
    this.tell(change)
  }

  tell(change: ChangeOf<M>): void {
    if (this.owner !== undefined) return this.owner.propertyChanged(change)
    if (this.keeper !== undefined) return this.keeper.changedAway(change)
    this.runChangeCallbacks(change)
  }

  /** For a model that is in no document: nothing puts its callbacks off. */
  runChangeCallbacks({ attr, old, value }: ChangeOf<M>): void {
    for (const callback of this.changeCallbacks.get(attr) ?? []) void callback(attr, old, value)
  }
}
