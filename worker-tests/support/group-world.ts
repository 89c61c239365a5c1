// A group and its sessions over a network that delays and loses calls. Each can crash or be evicted at any moment.

import type { SentAs } from "../../src/group/distribution.ts"
import type { Entry, Guest, MessageEntry, Outcome } from "../../src/group/entries.ts"
import { Group } from "../../src/group/group.ts"
import type { GroupCalls } from "../../src/group/membership-ports.ts"
import type { Membership } from "../../src/group/membership.ts"
import { isShard } from "../../src/group/roster.ts"
import { groupsStore, type SessionValues } from "../../src/group/session-groups-store.ts"
import { SessionGroups } from "../../src/group/session-groups.ts"
import { Shard } from "../../src/group/shard.ts"
import type { Volatile } from "../../src/group/volatile.ts"
import type { Log, Timers } from "../../src/ports.ts"
import { FakeClock } from "../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../src/testing/memory-group-store.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { nobody } from "./nobody.ts"
import { seeded } from "./seeded-random.ts"

export const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** Starts to wait for an answer now. A receipt is requested only when it is awaited, and here time passes before that. */
export function awaited<T>(answer: Promise<T>): Promise<T> {
  return answer.then((value) => value)
}

/** One object, whose memory is made again when it is called after its death. */
class Life<T> {
  readonly #clock: FakeClock
  readonly #make: (timers: Timers, alive: () => void) => T
  #generation = 0
  #living: T | undefined
  #death = Promise.withResolvers<never>()

  constructor(clock: FakeClock, make: (timers: Timers, alive: () => void) => T) {
    this.#clock = clock
    this.#make = make
  }

  get living(): T {
    const generation = this.#generation
    this.#living ??= this.#make(
      {
        now: () => this.#clock.now(),
        after: (ms, action) =>
          this.#clock.after(ms, () => {
            if (generation === this.#generation) action()
          }),
      },
      () => {
        if (generation !== this.#generation) throw new Error("this object is dead")
      },
    )
    return this.#living
  }

  get isAwake(): boolean {
    return this.#living !== undefined
  }

  /** Calls it from another object: the call fails if it dies before it has answered. */
  async call<U>(action: (living: T) => U | Promise<U>): Promise<U> {
    return Promise.race([action(this.living), this.#death.promise])
  }

  die(): void {
    this.#generation++
    this.#living = undefined
    this.#death.promise.catch(() => undefined)
    this.#death.reject(new Error("the object that was called died"))
    this.#death = Promise.withResolvers()
  }
}

/** Each access to a store calls `alive` first, so that a dead object can't write. */
function guarded<T extends object>(store: T, alive: () => void): T {
  return new Proxy(store, {
    get(target, key) {
      alive()
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
}

/** The session's object with its groups, which may be asleep. */
interface SessionObject {
  readonly groups: SessionGroups
  readonly wake: () => Membership
}

export class WorldSession {
  readonly id: string
  readonly received: { readonly seq: number; readonly text: string }[] = []
  readonly life: Life<SessionObject>
  isOnline = true
  /** Who acts. */
  guest: Guest | undefined
  readonly #store = new MemoryStore()

  constructor(id: string, world: GroupWorld) {
    this.id = id
    this.life = new Life(world.clock, (timers, alive) => {
      const groups = new SessionGroups({
        ...nobody(
          () => this.isOnline,
          () => this.guest,
        ),
        id,
        callsTo: () => world.callsFor(alive),
        store: groupsStore(this.#values(alive)),
        timers,
        log: SILENT,
      })
      let isAwake = false
      const wake = () => {
        const membership = groups.membership("g")
        if (isAwake) return membership
        isAwake = true
        membership.inbox.listeners.on("say", ({ seq, data }) => {
          this.received.push({ seq, text: typeof data === "string" ? data : JSON.stringify(data) })
        })
        groups.built()
        groups.start({
          call: (_name, callback) => void callback(),
          turn: (action) => {
            alive()
            action()
          },
          lateTurn: async (action) => {
            alive()
            action()
            await Promise.resolve()
            alive()
          },
          asks: () => undefined,
        })
        return membership
      }
      return { groups, wake }
    })
  }

  #values(alive: () => void): SessionValues {
    const outbox = (group: string) => guarded(this.#store.outbox(group), alive)
    const store = guarded(this.#store, alive)
    return {
      getMeta: (key) => store.getMeta(key),
      setMeta: (key, value) => store.setMeta(key, value),
      outbox,
      taken: this.#store.taken,
    }
  }

  /** The groups of the session, awake. */
  get membership(): Membership {
    return this.life.living.wake()
  }

  /** Does not wake a session that is not a member, as in a session's object. */
  async receive(entries: readonly Entry[]): Promise<Outcome> {
    const { groups, wake } = this.life.living
    if (!groups.isMember("g")) return "gone"
    wake()
    return groups.take("g", entries, async (receive) => receive())
  }
}

export class GroupWorld {
  /** The number of calls for receipts by all sessions. */
  receiptsAsked = 0
  /** The number of calls that report what was seen. */
  seenCalls = 0
  readonly clock = new FakeClock()
  readonly random: () => number
  readonly sessions = new Map<string, WorldSession>()
  /** The members at the time of each message, and all messages. */
  readonly taken: {
    readonly entry: MessageEntry
    readonly members: ReadonlyMap<string, number>
  }[] = []
  lossRate = 0.1
  /** Calls may overtake each other. */
  maxDelayMs = 300
  readonly #group: Life<Group>
  readonly #shards = new Map<
    string,
    { readonly life: Life<Shard>; readonly store: MemoryGroupStore }
  >()
  /** The number of the entry after which each current member joined. */
  readonly joined = new Map<string, number>()
  /** The time of each object's alarm, which survives a crash. */
  readonly #alarms = new Map<string, number>()

  constructor(seed: number, shardSize: number) {
    this.random = seeded(seed)
    const store = this.#observed()
    this.#group = new Life(this.clock, (timers, alive) => {
      return new Group({
        store: guarded(store, alive),
        timers,
        log: SILENT,
        shardSize,
        deliver: (id, entries) =>
          this.#reach(alive, () =>
            isShard(id)
              ? this.#shard(id).call((shard) => shard.take(entries))
              : this.#take(id, entries),
          ),
        deliverNow: (id, messages) =>
          this.#reach(alive, () =>
            isShard(id) ? this.#shard(id).living.now(messages) : this.#hear(id, messages),
          ),
        probe: (id) => this.#reach(alive, () => this.#probe(id)),
        shardServing: (id) => this.#reach(alive, () => this.#shard(id).living.serving()),
        shardProgress: (id, seq) =>
          this.#reach(alive, () => this.#shard(id).call((shard) => shard.progress(seq))),
        wakeAt: (ms) => void this.#alarms.set("group", ms),
      })
    })
  }

  get group(): Group {
    return this.#group.living
  }

  session(id: string): WorldSession {
    const known = this.sessions.get(id)
    if (known !== undefined) return known
    const made = new WorldSession(id, this)
    this.sessions.set(id, made)
    return made
  }

  crashGroup(): void {
    this.#group.die()
  }

  crashShards(): void {
    for (const { life } of this.#shards.values()) life.die()
  }

  /** Lets time pass in small steps, and runs what is due in that time. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 50) {
      this.clock.advance(Math.min(50, left))
      // oxlint-disable-next-line no-await-in-loop -- time goes on when all that it caused is done
      await settled()
      for (const [name, dueMs] of this.#alarms) {
        if (dueMs > this.clock.now()) continue
        this.#alarms.delete(name)
        const object = isShard(name) ? this.#shard(name).living : this.group
        void object.tick().catch(() => undefined)
      }
    }
  }

  callsFor(alive: () => void): GroupCalls {
    const reach = <T>(call: () => T | Promise<T>) => this.#reach(alive, call)
    return {
      hello: (hello) => reach(() => this.group.hello(hello)),
      leave: (id, saidAtMs) => reach(() => this.group.attendance.leave(id, saidAtMs)),
      send: (id, sent, message) => reach(() => this.group.send(id, sent, message)),
      remove: (id, member) => reach(() => this.group.remove(id, member)),
      now: (id, messages) => reach(() => this.group.now(id, messages)),
      seen: (id, messages, guest) => {
        this.seenCalls++
        return reach(() => this.group.seen(id, messages, guest))
      },
      receipt: (sent) => {
        this.receiptsAsked++
        return reach(() => this.#group.call((group) => group.receipt(sent)))
      },
      history: (id, query) => reach(() => this.group.history(id, query)),
    }
  }

  /** A call to another object, which is delayed, and sometimes lost on the way there or back. */
  async #reach<T>(alive: () => void, call: () => T | Promise<T>): Promise<T> {
    await this.#delay()
    if (this.random() < this.lossRate) throw new Error("lost on the way there")
    const answer = await call()
    await this.#delay()
    alive()
    if (this.random() < this.lossRate) throw new Error("lost on the way back")
    return answer
  }

  #delay(): Promise<void> {
    return new Promise((resolve) => {
      this.clock.after(this.random() * this.maxDelayMs, resolve)
    })
  }

  #take(id: string, entries: readonly Entry[]): Promise<Outcome> {
    // The callee gets a copy, as between real objects.
    return this.session(id).receive(structuredClone(entries))
  }

  #hear(id: string, messages: readonly Volatile[]): void {
    this.session(id).life.living.groups.hear("g", structuredClone(messages))
  }

  #probe(id: string): Outcome {
    return this.session(id).life.living.groups.presence("g")
  }

  #shard(name: string): Life<Shard> {
    const known = this.#shards.get(name)
    if (known !== undefined) return known.life
    const store = new MemoryGroupStore()
    const life = new Life<Shard>(this.clock, (timers, alive) => {
      return new Shard({
        store: guarded(store, alive),
        timers,
        log: SILENT,
        deliver: (id, entries) => this.#reach(alive, () => this.#take(id, entries)),
        deliverNow: (id, messages) => this.#reach(alive, () => this.#hear(id, messages)),
        probe: (id) => this.#reach(alive, () => this.#probe(id)),
        report: (id, what) =>
          void this.#reach(alive, () => this.group.attendance.reported(id, what)).catch(
            () => undefined,
          ),
        wakeAt: (ms) => void this.#alarms.set(name, ms),
      })
    })
    this.#shards.set(name, { life, store })
    return life
  }

  /** The group's store, which records the members at the time of each message. */
  #observed(): MemoryGroupStore {
    const { taken, joined } = this
    return new (class extends MemoryGroupStore {
      override putMember(member: Parameters<MemoryGroupStore["putMember"]>[0]): void {
        if (!joined.has(member.id)) joined.set(member.id, this.lastSeq)
        super.putMember(member)
      }

      override deleteMember(id: string): void {
        joined.delete(id)
        super.deleteMember(id)
      }

      override append(entry: Entry, as?: SentAs): void {
        if (entry.kind === "message") taken.push({ entry, members: new Map(joined) })
        super.append(entry, as)
      }
    })()
  }
}

/** Resolves when nothing more happens until time passes. */
async function settled(): Promise<void> {
  for (let i = 0; i < 30; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await Promise.resolve()
  }
}
