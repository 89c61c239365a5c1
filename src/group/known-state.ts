// The shared state of a group as one session knows it: from the answer to its hello, and the entries since.

import type { KeptState, Sender, StateEntry } from "./entries.ts"
import type { Stage } from "./stage.ts"
import { changesIn, putPart } from "./state-parts.ts"

/** One part has a new value, or was deleted: then it has its initial value again, or undefined. */
export interface StateChange<T> {
  readonly key: keyof T & string
  readonly value: T[keyof T]
  readonly old: T[keyof T]
  /** Who has set it. */
  readonly from: Sender
}

/** A small object that all members of a group share. The group orders the changes. */
export interface GroupState<T extends object> {
  /**
   * The group's state, as far as this session knows it; complete after the first "synced". After the keys of the first
   * values come those that were set, in the order in which the group got their values.
   */
  readonly value: Readonly<T>
  /**
   * Sets some keys for everybody; undefined deletes a key, which then has its initial value, if it has one. Resolves when
   * the group has the change. `on_change` then runs for everybody, this session included.
   */
  set(changes: { readonly [K in keyof T]?: T[K] | undefined }): Promise<void>
  /** Calls back for each change, with who made it. After joining and after each wake, it also reports earlier changes. */
  on_change(callback: (change: StateChange<T>) => unknown): void
}

interface Known extends KeptState {
  /** As JSON: each reader gets a value of its own, which it may change and set. */
  readonly value: string | undefined
}

/** @param before what was known before */
type Listener = (key: string, known: Known, before: Known | undefined) => unknown

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
      const now = new Map(first)
      const inOrder = [...this.#known].toSorted(([, a], [, b]) => a.seq - b.seq)
      for (const [key, known] of inOrder) if (known.value !== undefined) now.set(key, known.value)
      const entries = [...now].map(([key, json]) => [key, valueOf(json)])
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the same app, as JSON keeps it
      return Object.fromEntries(entries) as T
    }
    return {
      get value() {
        return value()
      },
      set,
      on_change: (callback) => {
        this.#listeners.push((key, { value: json, from }, before) => {
          const [now = first.get(key), old = first.get(key)] = [json, before?.value]
          // After a wake the document may show a value from before. So a value is reported even if it is the initial one
          // again.
          if (now === old && (before !== undefined || this.#isSynced)) return undefined
          const change = { key, value: valueOf(now), old: valueOf(old), from }
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the same app, as JSON keeps it
          return callback(change as StateChange<T>)
        })
      },
    }
  }

  receive({ seq, from, ...changes }: StateEntry): void {
    for (const [key, value] of changesIn(changes)) this.#take(key, { value, seq, from })
  }

  /** The answer to a hello, which entries may have overtaken. */
  sync(state: Readonly<Record<string, KeptState>>): void {
    for (const [key, kept] of Object.entries(state)) this.#take(key, kept)
    this.#isSynced = true
  }

  #take(key: string, { value, seq, from }: KeptState): void {
    const before = this.#known.get(key)
    if (before !== undefined && before.seq >= seq) return
    const known: Known = { value: JSON.stringify(value), seq, from }
    putPart(this.#known, key, known)
    for (const listener of this.#listeners) {
      this.#stage.running?.call(`group state ${key}`, () => listener(key, known, before))
    }
  }
}

function valueOf(json: string | undefined): unknown {
  return json && JSON.parse(json)
}
