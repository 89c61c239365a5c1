// All sessions of a world. Each has a store, sockets and an alarm, which outlive its eviction.

import { byPattern, type Route } from "../app/route.ts"
import type { Config } from "../env.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import type { GroupCalls } from "../group/membership-ports.ts"
import type { Volatile } from "../group/volatile.ts"
import type { SnapshotRpc } from "../objects/snapshot-rpc.ts"
import type { Log, Random, Timers } from "../ports.ts"
import { createTogether } from "../session/life/create-together.ts"
import { SessionLife } from "../session/life/lifecycle.ts"
import type { SessionPorts } from "../session/life/session-ports.ts"
import type { Alarms } from "./alarms.ts"
import { Evictable } from "./lives.ts"
import { MemoryStore } from "./memory-store.ts"
import type { TestSocket } from "./test-socket.ts"

export interface SessionObjectsOptions {
  readonly routes: readonly Route[]
  readonly env: Readonly<Record<string, unknown>>
  readonly config: Config
  readonly timers: Timers
  readonly alarms: Alarms
  readonly log: Log
  readonly random: Random
  readonly callsTo: (group: string) => GroupCalls
  readonly snapshots: (id: string) => SnapshotRpc
}

export interface SessionObject {
  readonly life: SessionLife
  readonly sockets: TestSocket[]
  evict(): void
}

export class SessionObjects {
  readonly #options: SessionObjectsOptions
  readonly #objects = new Map<string, SessionObject>()

  constructor(options: SessionObjectsOptions) {
    this.#options = options
  }

  /** @param name of the object: the route with its parameters, and the session's id */
  of(name: string): SessionObject {
    const known = this.#objects.get(name)
    if (known !== undefined) return known
    const made = this.#create(name)
    this.#objects.set(name, made)
    return made
  }

  async deliver(id: string, group: string, entries: readonly Entry[]): Promise<Outcome> {
    return this.of(id).life.takeFromGroup(group, entries)
  }

  deliverNow(id: string, group: string, messages: readonly Volatile[]): void {
    void this.of(id).life.hearFromGroup(group, messages)
  }

  probe(id: string, group: string): Outcome {
    return this.of(id).life.probeFromGroup(group)
  }

  #create(name: string): SessionObject {
    const store = new MemoryStore()
    const sockets: TestSocket[] = []
    const lives = new Evictable(this.#options.timers, (timers) =>
      this.#life(name, { store, sockets, timers }),
    )
    return {
      get life() {
        return lives.living
      },
      sockets,
      evict: () => lives.evict(),
    }
  }

  #life(name: string, { store, sockets, timers }: Kept & { readonly timers: Timers }): SessionLife {
    const { routes, alarms, config: settings, ...shared } = this.#options
    const ports: SessionPorts = {
      ...shared,
      settings,
      timers,
      objectId: name,
      routes: byPattern(routes),
      versionOf: () => "of the test",
      sockets: { all: sockets },
      alarm: {
        set: async (atMs) => alarms.set(name, atMs, () => this.of(name).life.alarm()),
      },
      createStore: (firstStored) => {
        store.firstStored = firstStored
        return store.reopen()
      },
      changedAtMs: async (id) => this.of(id).life.changedAtMs,
      alone: inTurn(),
      afterOthers: () => Promise.resolve(),
      background: (work) => void work,
    }
    return new SessionLife(ports, createTogether)
  }
}

interface Kept {
  readonly store: MemoryStore
  readonly sockets: TestSocket[]
}

/** Runs actions one at a time, in order. */
function inTurn(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(action: () => Promise<T>) => {
    const next = last.then(action, action)
    last = next
    return next
  }
}
