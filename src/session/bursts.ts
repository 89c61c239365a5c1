// A pan or a zoom is a burst of changes to the ends of ranges. Other windows need only the last change of each 50 ms, and
// the store only the last of each second. Source: PROTOCOL.md S20

import type { Change, Origin } from "../document/changes.ts"
import type { DocumentEvent } from "../document/events.ts"
import { isRangeEnd, isWindowsOwn } from "../document/window-ranges.ts"
import { stateOf } from "../model/has-props.ts"
import type { Timers } from "../ports.ts"
import { Pace } from "./pace.ts"

/** Other windows see a pan twenty times a second. */
const SEND_MS = 50
/** A pan writes one row a second. */
const STORE_MS = 1000

/** Which actions ran a short while ago, so that the change must wait. */
interface Later {
  readonly sent: boolean
  readonly stored: boolean
}

export class Bursts {
  readonly #publish: (changes: readonly Change[], origin: Origin | undefined) => void
  /** The last change of each property that is still to be sent, and to be stored. */
  readonly #unsent = new Map<string, Change>()
  readonly #unstored = new Map<string, Change>()
  readonly #sending: Pace
  readonly #storing: Pace
  #waiting: ((failures: readonly string[]) => void)[] = []
  /** Since they were last taken. */
  #failures: string[] = []

  /** @param publish stores and sends changes that were held back: all of one origin */
  constructor(
    timers: Timers,
    publish: (changes: readonly Change[], origin: Origin | undefined) => void,
  ) {
    this.#publish = publish
    this.#sending = new Pace(timers, SEND_MS, () => this.#sendNext())
    this.#storing = new Pace(timers, STORE_MS, () => this.#storeNext())
  }

  /** @returns the changes to store and send now; the rest of a burst follows when its 50 ms, or its second, is over */
  sift(changes: readonly Change[]): readonly Change[] {
    const later = { sent: this.#sending.isBusy, stored: this.#storing.isBusy }
    const now = changes.flatMap((change) => this.#sifted(change, later))
    return now.some(isStoredNow) ? [...now, ...this.#takeUnstored()] : now // one row for all
  }

  #sifted(change: Change, later: Later): Change | readonly Change[] {
    const key = keyOf(change)
    if (key === undefined || change.reach !== undefined) return change
    this.#unsent.delete(key)
    this.#unstored.delete(key)
    if (change.origin === undefined) return change
    this.#sending.begin()
    this.#storing.begin()
    if (later.stored) this.#unstored.set(key, { ...change, reach: "store" })
    if (later.sent) this.#unsent.set(key, { ...change, reach: "clients" })
    if (later.sent) return later.stored ? [] : { ...change, reach: "store" }
    return later.stored ? { ...change, reach: "clients" } : change
  }

  /** Something could not be stored. */
  noteFailure(reason: string): void {
    this.#failures.push(reason)
  }

  /** Some sifted changes are still to be stored. */
  get areUnstored(): boolean {
    return this.#unstored.size > 0
  }

  /** Resolves when they are stored. @param failures receives the reasons for failures */
  async stored(failures: string[]): Promise<void> {
    const reasons = await new Promise<readonly string[]>((resolve) => this.#waiting.push(resolve))
    failures.push(...reasons)
  }

  /** Sends and stores the changes that are held back. */
  end(): void {
    this.#sending.end()
    this.#storing.end()
    this.#sendNext()
    this.#storeNext()
  }

  /** @returns whether there were any */
  #sendNext(): boolean {
    const pending = takeAll(this.#unsent).map(withReadersOfNow)
    for (const origin of new Set(pending.map((change) => change.origin))) {
      this.#publish(
        pending.filter((change) => change.origin === origin),
        origin,
      )
    }
    return pending.length > 0
  }

  #storeNext(): boolean {
    const pending = this.#takeUnstored()
    if (pending.length > 0) this.#publish(pending, undefined)
    return pending.length > 0
  }

  /** They are stored before the callers that wait for it continue. */
  #takeUnstored(): readonly Change[] {
    const pending = takeAll(this.#unstored)
    const failures: string[] = []
    this.#failures = failures
    for (const resolve of this.#waiting.splice(0)) queueMicrotask(() => resolve(failures))
    return pending
  }
}

function isStoredNow({ event, reach }: Change): boolean {
  return event.kind !== "MessageSent" && (reach === undefined || reach === "store")
}

function takeAll(changes: Map<string, Change>): readonly Change[] {
  const all = [...changes.values()].filter(({ event }) => isThere(event))
  changes.clear()
  return all
}

/** A reset may have given each window its own range in the meantime. */
function withReadersOfNow(change: Change): Change {
  const { event } = change
  const isOwn = "attr" in event && isWindowsOwn(event.model, event.attr)
  return isOwn ? { ...change, reach: "programs" } : change
}

/** A model may have left the document in the meantime. */
function isThere(event: DocumentEvent): boolean {
  return "attr" in event && stateOf(event.model).owner !== undefined
}

function keyOf({ event }: Change): string | undefined {
  const isEnd = event.kind === "ModelChanged" && isRangeEnd(event.model, event.attr)
  return isEnd ? `${event.model.id}.${event.attr}` : undefined
}
