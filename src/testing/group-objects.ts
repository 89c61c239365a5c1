// All groups of a world, and their shards, with stores in memory.

import type { Entry, Outcome } from "../group/entries.ts"
import { Group } from "../group/group.ts"
import type { GroupCalls } from "../group/membership-ports.ts"
import { isShard, shardName } from "../group/roster.ts"
import { Shard } from "../group/shard.ts"
import type { Volatile } from "../group/volatile.ts"
import type { Log, Timers } from "../ports.ts"
import type { Alarms } from "./alarms.ts"
import { Evictable } from "./lives.ts"
import { MemoryGroupStore } from "./memory-group-store.ts"

export interface GroupObjectsOptions {
  readonly timers: Timers
  readonly alarms: Alarms
  readonly log: Log
  readonly deliver: (id: string, group: string, entries: readonly Entry[]) => Promise<Outcome>
  readonly deliverNow: (id: string, group: string, messages: readonly Volatile[]) => void
  readonly probe: (id: string, group: string) => Outcome
  /** @throws Error when a session's next message is to be lost on its way */
  readonly beforeSend: () => void
}

export class GroupObjects {
  readonly #options: GroupObjectsOptions
  readonly #groups = new Map<string, Evictable<Group>>()
  readonly #shards = new Map<string, Evictable<Shard>>()

  constructor(options: GroupObjectsOptions) {
    this.#options = options
  }

  /** Arguments and results are copied, as between real objects. */
  callsTo(name: string): GroupCalls {
    const group = () => this.groupOf(name)
    return {
      hello: async (hello) => group().hello(structuredClone(hello)),
      leave: async (id, saidAtMs) => group().attendance.leave(id, saidAtMs),
      send: async (id, sent, message) => {
        this.#options.beforeSend()
        return group().send(id, sent, structuredClone(message))
      },
      remove: async (id, member) => group().remove(id, member),
      now: async (id, messages) => group().now(id, structuredClone(messages)),
      seen: async (id, messages, guest) => group().seen(id, messages, guest),
      receipt: async (sent) => group().receipt(sent),
      history: async (id, query) => structuredClone(group().history(id, query)),
    }
  }

  groupOf(name: string): Group {
    const known = this.#groups.get(name)
    if (known !== undefined) return known.living
    const store = new MemoryGroupStore()
    const made = new Evictable(this.#options.timers, (timers) => this.#group(name, store, timers))
    this.#groups.set(name, made)
    return made.living
  }

  #group(name: string, store: MemoryGroupStore, timers: Timers): Group {
    return new Group({
      ...this.#ports(name, name, () => this.groupOf(name).tick()),
      store,
      timers,
      shardServing: async (shard) => this.#shardOf(name, shard).serving(),
      shardProgress: async (shard, seq) => this.#shardOf(name, shard).progress(seq),
    })
  }

  #shardOf(group: string, shard: string): Shard {
    const name = shardName(shard, group)
    const known = this.#shards.get(name)
    if (known !== undefined) return known.living
    const store = new MemoryGroupStore()
    const made = new Evictable(
      this.#options.timers,
      (timers) =>
        new Shard({
          ...this.#ports(group, name, () => this.#shardOf(group, shard).tick()),
          store,
          timers,
          report: (id, what) => this.groupOf(group).attendance.reported(id, what),
        }),
    )
    this.#shards.set(name, made)
    return made.living
  }

  #ports(group: string, name: string, tick: () => Promise<void>) {
    const { log, alarms, deliver, deliverNow, probe } = this.#options
    return {
      log,
      deliver: async (id: string, entries: readonly Entry[]) => {
        const sent = structuredClone(entries)
        return isShard(id) ? this.#shardOf(group, id).take(sent) : deliver(id, group, sent)
      },
      deliverNow: async (id: string, messages: readonly Volatile[]) => {
        const sent = structuredClone(messages)
        if (isShard(id)) this.#shardOf(group, id).now(sent)
        else deliverNow(id, group, sent)
      },
      probe: async (id: string) => probe(id, group),
      wakeAt: (atMs: number) => alarms.set(`group ${name}`, atMs, tick),
    }
  }
}
