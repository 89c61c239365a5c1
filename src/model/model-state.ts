// A model's inner state: its values over BokehJS's defaults, its callbacks, and the owner that is notified of changes. For
// model/ and document/, never for apps. `M` is the type of models: see has-props.ts.

import type { EventValue } from "../serialization/values.ts"
import type { Patches } from "./column-patches.ts"
import type { Columns } from "./column.ts"
import type { Compare } from "./content.ts"
import type { EventCallback } from "./events.ts"
import { ModelDefault, type Schema } from "./property.ts"

/** Its return value is ignored, unless it is a promise: the session waits for that. */
export type ChangeCallback<T = unknown> = (attr: string, old: T, new_: T) => unknown

interface PlaceOf<M> {
  readonly model: M
  readonly attr: string
}

/** The change of one property, which already has its new value. */
export interface ChangeOf<M> extends PlaceOf<M> {
  readonly old: unknown
  readonly value: unknown
  /** The shorter way from old to new, if there is one. */
  readonly delta?: ColumnDelta
  /** All that is new, if only rows or cells are. */
  readonly news?: unknown
  /** The new columns, when all others stay. */
  readonly cols?: readonly string[]
  /** The earlier content of a part that is new; without it, the old value. */
  readonly replaced?: unknown
  /** True for changes that browsers cannot make themselves: they are sent to all, including the author. */
  readonly isResent?: boolean
}

/** The document events for a part of a column data source, in the same form as on the wire. */
type ColumnDelta =
  | { readonly kind: "ColumnsStreamed"; readonly data: Columns; readonly rollover: number | null }
  | { readonly kind: "ColumnsPatched"; readonly patches: Patches }

/** A model's view of its document. */
export interface OwnerOf<M> {
  /** Records the change and runs, or holds, the callbacks. */
  propertyChanged(change: ChangeOf<M>): void
  /** The same for a model outside of the document, which may enter or return. Runs the callbacks. */
  changedAway(change: ChangeOf<M>): void
  /** Columns are about to be written in place. */
  columnsWillChange(model: M, attr: string): void
  /** Sends browsers an event that the server causes. */
  sendEvent(event: EventValue): void
  /** Lets go of the models that nothing in the document refers to any more, so that another document can have them. */
  release(): void
  /** Whether Python has brought the type's definition, for this document alone. */
  hasBrought(type: string): boolean
}

const NOTHING: ReadonlyMap<string, unknown> = new Map()

export class StateOf<M extends object> {
  readonly schema: Schema
  /** The set values, in order of first setting. Other properties have their theme's value, or their default. */
  readonly values = new Map<string, unknown>()
  themed = NOTHING
  id: string | undefined = undefined
  owner: OwnerOf<M> | undefined = undefined
  /** The document that is notified of changes while the model is in no document. */
  keeper: OwnerOf<M> | undefined = undefined
  /** The containers that apps have read. */
  read: Map<string, unknown> | undefined = undefined
  readonly changeCallbacks = new Map<string, readonly ChangeCallback[]>()
  readonly eventCallbacks = new Map<string, readonly EventCallback[]>()

  constructor(schema: Schema) {
    this.schema = schema
  }

  /** The set value, else the theme's, else BokehJS's default. */
  current(name: string): unknown {
    const value = this.values.get(name)
    if (value !== undefined) return value
    const themed = this.themed.get(name)
    return themed === undefined ? this.schema.property(name)?.defaultValue : themed
  }

  /** Replaces the present value by a checked one, or by what is made of that, unless they are the same. */
  put(
    place: PlaceOf<M>,
    given: unknown,
    compare: Compare,
    made?: (value: unknown) => unknown,
  ): void {
    const current = this.current(place.attr)
    const { isSame, cols } = compare(place, current, given)
    if (isSame) return
    const old = current instanceof ModelDefault ? undefined : current
    const value = made?.(given) ?? given
    this.store({ ...place, old, value, ...(cols !== undefined && { cols }) })
  }

  /** Stores a checked value, then notifies the owner, or without an owner runs the callbacks. */
  store(change: ChangeOf<M>): void {
    this.values.set(change.attr, change.value)
    this.tell(change)
  }

  tell(change: ChangeOf<M>): void {
    if (this.owner !== undefined) return this.owner.propertyChanged(change)
    if (this.keeper !== undefined) return this.keeper.changedAway(change)
    this.runChangeCallbacks(change)
  }

  /** For a model in no document: its callbacks are never held back. */
  runChangeCallbacks({ attr, old, value }: ChangeOf<M>): void {
    for (const callback of this.changeCallbacks.get(attr) ?? []) void callback(attr, old, value)
  }
}
