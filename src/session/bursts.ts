// A pan or a zoom is a burst of changes to the ends of ranges: the others, and what is stored, need only the last of
// each moment. Source: PROTOCOL.md S20

import type { Change, Origin } from "../document/changes.ts"
import type { DocumentEvent } from "../document/events.ts"
import { isRangeEnd } from "../document/window-ranges.ts"
import { stateOf } from "../model/has-props.ts"
import type { Timers } from "../ports.ts"

/** Others see a pan twenty times a second. */
const BURST_MS = 50

export class Bursts {
  readonly #timers: Timers
  readonly #publish: (changes: readonly Change[], origin: Origin | undefined) => void
  /** The last change of each property that is kept back. */
  readonly #pending = new Map<string, Change>()
  #stop: (() => void) | undefined

  /** @param publish stores and sends what was kept back: changes of one origin */
  constructor(
    timers: Timers,
    publish: (changes: readonly Change[], origin: Origin | undefined) => void,
  ) {
    this.#timers = timers
    this.#publish = publish
  }

  /** @returns what is to be stored and sent now; the rest of a burst is, when its moment is over */
  sift(changes: readonly Change[]): readonly Change[] {
    const isBurst = this.#stop !== undefined
    return changes.filter((change) => {
      const key = keyOf(change)
      if (key === undefined || change.reach !== undefined) return true
      this.#pending.delete(key)
      if (change.origin === undefined) return true
      if (isBurst) this.#pending.set(key, change)
      else this.#stop ??= this.#timers.after(BURST_MS, () => this.#next())
      return !isBurst
    })
  }

  /** Stores and sends what is kept back. */
  end(): void {
    this.#stop?.()
    this.#stop = undefined
    const pending = [...this.#pending.values()].filter(({ event }) => isThere(event))
    this.#pending.clear()
    for (const origin of new Set(pending.map((change) => change.origin))) {
      this.#publish(
        pending.filter((change) => change.origin === origin),
        origin,
      )
    }
  }

  #next(): void {
    const goesOn = this.#pending.size > 0
    this.end()
    if (goesOn) this.#stop = this.#timers.after(BURST_MS, () => this.#next())
  }
}

/** A model may have left meanwhile. */
function isThere(event: DocumentEvent): boolean {
  return "attr" in event && stateOf(event.model).owner !== undefined
}

function keyOf({ event }: Change): string | undefined {
  const isEnd = event.kind === "ModelChanged" && isRangeEnd(event.model, event.attr)
  return isEnd ? `${event.model.id}.${event.attr}` : undefined
}
