// What a turn changed, on its way to the clients: the last value of a property wins, deltas follow it.

import type { HasProps } from "../model/has-props.ts"
import { unreachable } from "../util/unreachable.ts"
import type { DocumentEvent } from "./events.ts"

/** Whoever made a change: it is not sent back to them. The document only compares origins. */
export interface Origin {
  /** False for a program, which does nothing by itself. */
  readonly isBokehJs?: boolean
}

/** Who is to know of a change but not everybody: what is stored, or programs, which see what windows work out. */
export type Reach = "store" | "programs" | "browsers"

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

export class Changes {
  /** By property for whole values (at most one each), by number for everything else; in order. */
  readonly #entries = new Map<string | number, Change>()
  #count = 0

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  record(event: DocumentEvent, origin: Origin | undefined): void {
    switch (event.kind) {
      case "ModelChanged": {
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
        this.#entries.set(this.#count++, { event, origin })
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
    return taken.map(([, change]) => change)
  }

  #recordWhole(event: WholeEvent, origin: Origin | undefined): void {
    let isAfterDelta = false
    for (const [key, { event: earlier }] of this.#entries) {
      if (!isDelta(earlier) || !isSameProperty(earlier, event)) continue
      this.#entries.delete(key)
      isAfterDelta = true
    }
    const before = this.#entries.get(keyOf(event))
    const isPart = !isAfterDelta && (before === undefined || colsOf(before.event) !== undefined)
    const cols = isPart && colsOf(event)
    const { kind, model, attr } = event
    const all = cols && [...new Set([...((before && colsOf(before.event)) ?? []), ...cols])]
    this.#recordLast(keyOf(event), {
      event: { kind, model, attr, ...(all && { cols: all }) },
      origin,
    })
  }

  #recordDelta(event: DocumentEvent & PropertyEvent, origin: Origin | undefined): void {
    const whole = this.#entries.get(keyOf(event))
    if (whole === undefined) {
      this.#entries.set(this.#count++, { event, origin })
      return
    }
    const { model, attr } = event // the delta may be of columns that were not new
    this.#entries.set(keyOf(event), { ...whole, event: { kind: "ModelChanged", model, attr } })
    if (whole.origin !== undefined) {
      this.#entries.set(this.#count++, { event, origin, onlyTo: whole.origin })
    }
  }

  /** A root that was added in this turn just vanishes. */
  #recordRootRemoved(event: DocumentEvent & { id: string }, origin: Origin | undefined): void {
    for (const [key, { event: earlier }] of this.#entries) {
      if (earlier.kind === "RootAdded" && earlier.model.id === event.id) {
        this.#entries.delete(key)
        return
      }
    }
    this.#entries.set(this.#count++, { event, origin })
  }

  #recordLast(key: string, change: Change): void {
    this.#entries.delete(key)
    this.#entries.set(key, change)
  }
}

type WholeEvent = Extract<DocumentEvent, { readonly kind: "ModelChanged" }>

function colsOf(event: DocumentEvent): readonly string[] | undefined {
  return event.kind === "ModelChanged" ? event.cols : undefined
}

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

function isSameProperty(a: PropertyEvent, b: PropertyEvent): boolean {
  return a.model === b.model && a.attr === b.attr
}
