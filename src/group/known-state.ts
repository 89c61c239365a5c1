// The shared state of a group as one session knows it: from the answer to its hello, and the entries since.

import type { KeptState, Sender, StateEntry } from "./entries.ts"
import type { Stage } from "./stage.ts"

/** One part has a new value. */
export interface StateChange<T> {
  readonly key: keyof T & string
  readonly value: T[keyof T]
  readonly old: T[keyof T]
  /** Who has set it. */
  readonly from: Sender
}

/** A small object that all members of a group share. The group orders the changes. */
export interface GroupState<T extends object> {
  /** The group's state, as far as this session knows it; complete after the first "synced". */
  readonly value: Readonly<T>
  /**
   * Sets some keys for everybody; undefined becomes null, as in JSON. Resolves when the group has the change. `on_change`
   * then runs for everybody, this session included.
   */
  set(changes: Partial<T>): Promise<void>
  /** Calls back for each change, with who made it. After joining and after each wake, it also reports earlier changes. */
  on_change(callback: (change: StateChange<T>) => unknown): void
}

/** As JSON: each reader gets a value of its own, which it may change and set. */
interface Known extends Omit<KeptState, "value"> {
  readonly json: string
}

/** @param before the earlier JSON, if it was known */
type Listener = (key: string, known: Known, before: string | undefined) => unknown

export class KnownState {
  readonly #stage: Stage
  readonly #known = new Map<string, Known>()
  readonly #listeners: Listener[] = []
  #isSynced = false

  constructor(stage: Stage) {
    this.#stage = stage
  }

  handle<T extends object>(initial: T, set: GroupState<T>["set"]): GroupState<T> {
    const first = new Map(
      Object.entries(initial).map(([key, value]: [string, unknown]) => [
        key,
        JSON.stringify(value),
      ]),
    )
    const value = (): T => {
      const known = [...this.#known].map(([key, { json }]) => [key, json] as const)
      const entries = [...new Map([...first, ...known])].map(([key, json]) => [key, valueOf(json)])
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the same app, as JSON keeps it
      return Object.fromEntries(entries) as T
    }
    return {
      get value() {
        return value()
      },
      set,
      on_change: (callback) => {
        this.#listeners.push((key, { json, from }, before) => {
          const old = before ?? first.get(key)
          // After a wake the document may show a value from before. So a value is reported even if it is the initial one
          // again.
          if (json === old && (before !== undefined || this.#isSynced)) return undefined
          const change = { key, value: valueOf(json), old: valueOf(old), from }
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the same app, as JSON keeps it
          return callback(change as StateChange<T>)
        })
      },
    }
  }

  receive({ json, seq, from }: StateEntry): void {
    const changes: unknown = JSON.parse(json)
    for (const [key, value] of Object.entries(changes ?? {})) this.#take(key, { value, seq, from })
  }

  /** The answer to a hello, which entries may have overtaken. */
  sync(state: Readonly<Record<string, KeptState>>): void {
    for (const [key, kept] of Object.entries(state)) this.#take(key, kept)
    this.#isSynced = true
  }

  #take(key: string, { value, seq, from }: KeptState): void {
    const before = this.#known.get(key)
    if (before !== undefined && before.seq >= seq) return
    const known = { json: JSON.stringify(value), seq, from }
    this.#known.set(key, known)
    for (const listener of this.#listeners) {
      this.#stage.running?.call(`group state ${key}`, () => listener(key, known, before?.json))
    }
  }
}

function valueOf(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json)
}
