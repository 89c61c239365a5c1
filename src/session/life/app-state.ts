// The app's object `context.state`: it is stored in one step with the turn that changed it.

import type { StateHolder } from "../../app/state.ts"
import type { MetaStore } from "../../ports.ts"
import { parseJson } from "../../util/parse-json.ts"
import { isRecord } from "../../util/record.ts"
import type { Losses } from "./losses.ts"

const STATE = "state"
/** SQLite values are limited to 2 MB in production. */
const MAX_CHARS = 1 << 20

export class AppState implements StateHolder {
  readonly #store: MetaStore
  readonly #losses: Pick<Losses, "value">
  /** The state from a snapshot with which the session starts. */
  #given: string | undefined
  /** The app has changed it since the handler ran. */
  #isOwn = false
  #isChanged = false
  #noteChange: () => unknown = () => undefined
  shared: Record<string, unknown> = {}

  constructor(store: MetaStore, losses: Pick<Losses, "value">) {
    this.#store = store
    this.#losses = losses
  }

  get current(): string | undefined {
    if (this.#isOwn) return JSON.stringify(this.shared)
    if (this.#given !== undefined) return this.#given
    const stored = this.#store.getMeta(STATE)
    if (stored === undefined || isRecord(parseJson(stored))) return stored
    this.#losses.value(STATE, "what the app had noted")
    return undefined
  }

  /** The handler is about to run. @param given the initial state, in place of what a hook may have stored before */
  reset(given: string | undefined): void {
    this.#given = given
    this.#isChanged = given !== undefined
    this.#isOwn = false
    this.#noteChange = () => undefined
    for (const key of Object.keys(this.shared)) delete this.shared[key]
  }

  /** The session is over, or starts again: what its callbacks still write is ignored. */
  end(): void {
    this.shared = {}
    this.reset(undefined)
  }

  /** A hook runs before the session wakes: what it changes is stored immediately. */
  storeAtOnce(): void {
    this.start(() => this.toStore()?.())
  }

  /** Stores another state: the session is about to start again. */
  replace(json: string): void {
    this.#store.setMeta(STATE, json)
  }

  /** The session has started: from now on it stores changes, soon. */
  start(noteChange: () => unknown): void {
    this.#noteChange = noteChange
  }

  changed(shared: object): void {
    if (shared !== this.shared) return // of an earlier start
    this.#isOwn = true
    this.#isChanged = true
    this.#noteChange()
  }

  /** @returns the action that stores it, if there is anything to store @throws RangeError when it is too large */
  toStore(): (() => void) | undefined {
    const text = this.#isChanged ? this.current : undefined
    if (text === undefined) return undefined
    if (text.length > MAX_CHARS) {
      throw new RangeError(`context.state has ${text.length} characters, at most ${MAX_CHARS}`)
    }
    return () => {
      this.#store.setMeta(STATE, text)
      this.#isChanged = false
    }
  }
}
