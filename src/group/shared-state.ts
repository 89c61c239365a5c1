// The shared state of a group's members, in the group: by key, with who has set it last. Source: PROTOCOL.md G5

import { GROUP_LIMITS } from "../util/limits.ts"
import { assertAtMost, jsonOf } from "./bounds.ts"
import type { KeptState, StateEntry } from "./entries.ts"
import { changesIn, putPart } from "./state-parts.ts"
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

  /** @returns a function that makes these changes @throws GroupError when the state would be too large */
  setter({ seq, from, ...changes }: StateEntry): () => void {
    const all = new Map(this.#all)
    for (const [key, value] of changesIn(changes)) putPart(all, key, { value, seq, from })
    const values = [...all].map(([key, { value }]) => [key, value] as const)
    const present = values.filter(([, value]) => value !== undefined)
    const { stateBytes, stateKeys } = GROUP_LIMITS
    assertAtMost("state:", Math.max(stateKeys, this.#all.size), "parts", present.length)
    jsonOf("state: all of it", Object.fromEntries(present), stateBytes)
    return () => {
      this.#store.keep("state", JSON.stringify(Object.fromEntries(all)))
      this.#all = all
    }
  }
}
