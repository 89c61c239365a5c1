// The changes of a turn, on their way to the clients: the last value of a property wins, deltas follow it. If a callback
// changes what somebody typed into a field, others also get the typed value.

import type { HasProps } from "../model/has-props.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { unreachable } from "../util/unreachable.ts"
import type { DocumentEvent } from "./events.ts"

/** The author of a change, who does not get it back. The document only compares origins. */
export interface Origin {
  /** False for a program, which changes nothing by itself. */
  readonly isBokehJs?: boolean
}

/**
 * The receivers of a change that is not for everybody: the store, clients (it is stored later), or programs, which get what
 * windows compute.
 */
export type Reach = "store" | "clients" | "programs" | "browsers"

export interface Change {
  readonly event: DocumentEvent
  /** Undefined for the server's own changes. */
  readonly origin: Origin | undefined
  /**
   * Set on a delta that follows a whole value in the same turn. That value is sent as it is at the turn's end, including
   * the delta. So only the client that does not get the value needs the delta.
   */
  readonly onlyTo?: Origin
  readonly reach?: Reach
}

/** True for a change that every client gets. */
export function isForClients({ reach }: Change): boolean {
  return reach === undefined || reach === "clients"
}

export class Changes {
  /** Whole values by property (at most one each), everything else by number; in order. */
  readonly #entries = new Map<string | number, Change>()
  /** The keys of deltas, by property. */
  readonly #deltas = new Map<string, (string | number)[]>()
  /** The keys of added roots, by their ids. */
  readonly #added = new Map<string, string | number>()
  /** For whole values with only some new columns: the names of these. */
  readonly #cols = new Map<string | number, Set<string>>()
  #count = 0

  /** @param passed the earlier value, if a client set it in this turn and others should see it */
  record(event: DocumentEvent, origin: Origin | undefined, passed?: unknown): void {
    switch (event.kind) {
      case "ModelChanged": {
        if (passed !== undefined) this.#notePassed(event, origin, passed)
        this.#recordWhole(event, origin)
        break
      }
      case "ColumnsStreamed":
      case "ColumnsPatched": {
        this.#recordDelta(event, origin)
        break
      }
      case "TitleChanged": {
        this.#recordLast("title", { event, origin })
        break
      }
      case "RootRemoved": {
        this.#recordRootRemoved(event, origin)
        break
      }
      case "RootAdded":
      case "MessageSent": {
        this.#recordNext({ event, origin })
        break
      }
      default:
        unreachable(event)
    }
  }

  /** Records a change that is stored but not sent. */
  recordStored(event: WholeEvent, origin: Origin | undefined): void {
    this.#recordLast(`store ${keyOf(event)}`, { event, origin, reach: "store" })
  }

  /** Columns with these keys are sent as a whole, in place of the server's deltas. */
  makeWhole(keys: ReadonlySet<string>): void {
    const entries = [...this.#entries]
    this.#entries.clear()
    for (const [key, change] of entries) {
      const { event, origin } = change
      if (!isDelta(event) || origin !== undefined || !keys.has(keyOf(event)))
        this.#entries.set(key, change)
      else this.#recordWhole({ ...event, kind: "ModelChanged" }, origin)
    }
  }

  /** Takes the changes that are due, in order; the others stay. */
  take(isDue: (change: Change) => boolean): readonly Change[] {
    const taken = [...this.#entries].filter(([, change]) => isDue(change))
    for (const [key] of taken) this.#entries.delete(key)
    const changes = taken.map(([key, change]) => this.#withCols(key, change))
    this.#index()
    return changes
  }

  /** Adds the names of the new columns, collected during the turn. */
  #withCols(key: string | number, change: Change): Change {
    const { event } = change
    const cols = this.#cols.get(key)
    if (cols === undefined || event.kind !== "ModelChanged") return change
    this.#cols.delete(key)
    return { ...change, event: { ...event, cols: [...cols] } }
  }

  #index(): void {
    this.#deltas.clear()
    this.#added.clear()
    for (const [key, { event }] of this.#entries) this.#note(key, event)
  }

  #note(key: string | number, event: DocumentEvent): void {
    if (isDelta(event)) {
      getOrMake(this.#deltas, keyOf(event), () => []).push(key)
    } else if (event.kind === "RootAdded") this.#added.set(event.model.id, key)
  }

  #recordNext(change: Change): void {
    this.#note(this.#count, change.event)
    this.#entries.set(this.#count++, change)
  }

  /** Notes it for clients that may already have the current value: they would otherwise see no change. */
  #notePassed(event: WholeEvent, origin: Origin | undefined, passed: unknown): void {
    const last = this.#entries.get(keyOf(event))?.origin
    if (last === undefined || last === origin) return
    this.#recordNext({ event: { ...event, passed }, origin: last, reach: "clients" })
  }

  #recordWhole(event: WholeEvent, origin: Origin | undefined): void {
    const key = keyOf(event)
    const deltas = this.#deltas.get(key)
    for (const delta of deltas ?? []) this.#entries.delete(delta)
    this.#deltas.delete(key)
    const known = this.#cols.get(key)
    const isPart = deltas === undefined && (known !== undefined || !this.#entries.has(key))
    const { kind, model, attr, cols } = event
    if (cols === undefined || !isPart) this.#cols.delete(key)
    else {
      const all = known ?? new Set()
      for (const name of cols) all.add(name)
      this.#cols.set(key, all)
    }
    this.#recordLast(key, { event: { kind, model, attr }, origin })
  }

  #recordDelta(event: DocumentEvent & PropertyEvent, origin: Origin | undefined): void {
    const key = keyOf(event)
    const whole = this.#entries.get(key)
    if (whole === undefined) {
      this.#recordNext({ event, origin })
      return
    }
    this.#cols.delete(key) // the delta may be of columns that were not new
    if (whole.origin !== undefined) {
      this.#recordNext({ event, origin, onlyTo: whole.origin })
    }
  }

  /** A root that was added in this turn simply disappears. */
  #recordRootRemoved(event: DocumentEvent & { id: string }, origin: Origin | undefined): void {
    const added = this.#added.get(event.id)
    if (added === undefined) return this.#recordNext({ event, origin })
    this.#added.delete(event.id)
    this.#entries.delete(added)
  }

  #recordLast(key: string, change: Change): void {
    this.#entries.delete(key)
    this.#entries.set(key, change)
  }
}

type WholeEvent = Extract<DocumentEvent, { readonly kind: "ModelChanged" }>

interface PropertyEvent {
  readonly model: HasProps
  readonly attr: string
}

export function keyOf({ model, attr }: PropertyEvent): string {
  return `${model.id}.${attr}`
}

/** True for an event that adds to a property's value instead of replacing it. */
export function isDelta(event: DocumentEvent): event is DocumentEvent & PropertyEvent {
  return event.kind === "ColumnsStreamed" || event.kind === "ColumnsPatched"
}
