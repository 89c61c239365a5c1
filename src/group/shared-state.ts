// The shared state of a group's members, in the group: by key, with who has set it last. Source: PROTOCOL.md G5

import { utf8Length } from "../util/bytes.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { parseJson } from "../util/parse-json.ts"
import { fieldsOf } from "../util/record.ts"
import type { KeptState, Sender } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import { storedState } from "./stored.ts"

export interface SharedStateStore {
  kept(key: "state"): string | undefined
  keep(key: "state", json: string): void
}

export class SharedState {
  readonly #store: SharedStateStore
  #all: ReadonlyMap<string, KeptState>

  constructor(store: SharedStateStore) {
    this.#store = store
    this.#all = storedState(store.kept("state"))
  }

  get all(): ReadonlyMap<string, KeptState> {
    return this.#all
  }

  /**
   * @param json the new values by key @returns a function that sets them @throws GroupError when the state would be too
   * large
   */
  setter(json: string): (seq: number, from: Sender) => void {
    const changes = parseJson(json)
    const entries = Object.entries(fieldsOf(changes))
    const wanted = Object.fromEntries([...this.#values, ...entries])
    const bytes = utf8Length(JSON.stringify(wanted))
    const { stateBytes, stateKeys } = GROUP_LIMITS
    const count = Object.keys(wanted).length
    if (count > Math.max(stateKeys, this.#all.size)) {
      throw new GroupError("too-large", `state: at most ${stateKeys} parts, got ${count}`)
    }
    if (bytes > stateBytes) {
      throw new GroupError(
        "too-large",
        `state: all of it must be JSON of at most ${stateBytes} bytes, got ${bytes}`,
      )
    }
    return (seq, from) => {
      const set = entries.map(([key, value]) => [key, { value, seq, from }] as const)
      const all = new Map([...this.#all, ...set])
      this.#store.keep("state", JSON.stringify(Object.fromEntries(all)))
      this.#all = all
    }
  }

  get #values(): readonly (readonly [string, unknown])[] {
    return [...this.#all].map(([key, { value }]) => [key, value])
  }
}
