// What a turn changed, on its way to the clients: the last value of a property wins, deltas follow it. Where that of a field is
// a callback's, others see what was typed, too.

import type { HasProps } from "../model/has-props.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { unreachable } from "../util/unreachable.ts"
import type { DocumentEvent } from "./events.ts"

/** Whoever made a change: it is not sent back to them. The document only compares origins. */
export interface Origin {
  /** False for a program, which does nothing by itself. */
  readonly isBokehJs?: boolean
}

/**
 * Receivers of a change that not everybody gets: the store, clients (it is stored later), or programs, which see what
 * windows compute.
 */
export type Reach = "store" | "clients" | "programs" | "browsers"

export interface Change {
  readonly event: DocumentEvent
  /** Undefined for the server's own changes. */
  readonly origin: Origin | undefined
  /**
   * Set on a delta that follows a whole value in the same turn: that value is sent as it is at the turn's end, the
   * delta included, so only the one who is not sent the value needs the delta.
   */
  readonly onlyTo?: Origin
  readonly reach?: Reach
}

/** True for what each client gets. */
export function isForClients({ reach }: Change): boolean {
  return reach === undefined || reach === "clients"
}

export class Changes {
  /** By property for whole values (at most one each), by number for everything else; in order. */
  readonly #entries = new Map<string | number, Change>()
  /** The keys of deltas, by property. */
  readonly #deltas = new Map<string, (string | number)[]>()
  /** The keys of roots that were added, by their ids. */
  readonly #added = new Map<string, string | number>()
  /** Of whole values of which only some columns are new: their names. */
  readonly #cols = new Map<string | number, Set<string>>()
  #count = 0

  /** @param passed the value before, where clients are to see it if it was a client's in this turn */
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

  /** A change that is stored and sent to nobody. */
  recordStored(event: WholeEvent, origin: Origin | undefined): void {
    this.#recordLast(`store ${keyOf(event)}`, { event, origin, reach: "store" })
  }

  /** Takes those that are due, in order; the others stay. */
  take(isDue: (change: Change) => boolean): readonly Change[] {
    const taken = [...this.#entries].filter(([, change]) => isDue(change))
    for (const [key] of taken) this.#entries.delete(key)
    const changes = taken.map(([key, change]) => this.#withCols(key, change))
    this.#index()
    return changes
  }

  /** With the names of the columns that are new, gathered while the turn went on. */
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

  /** To others, who may have had the value of now: else they would hear of nothing. */
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

  /** A root that was added in this turn just vanishes. */
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

function keyOf({ model, attr }: PropertyEvent): string {
  return `${model.id}.${attr}`
}

/** True for what adds to a property's value instead of replacing it. */
export function isDelta(event: DocumentEvent): event is DocumentEvent & PropertyEvent {
  return event.kind === "ColumnsStreamed" || event.kind === "ColumnsPatched"
}
