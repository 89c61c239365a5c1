// The Durable Object of a group, or of a group's shard: calls in and out. Everything else is in the class Group.

import { DurableObject } from "cloudflare:workers"

import { consoleLogFor } from "../console-log.ts"
import type { HistoryQuery, OutMessage } from "../group/bounds.ts"
import type {
  Entry,
  GroupMessage,
  Guest,
  Member,
  Outcome,
  Outsider,
  Receipt,
  Welcome,
} from "../group/entries.ts"
import { type Result, resultOf } from "../group/group-error.ts"
import type { GroupPorts, Hello, Sent } from "../group/group-ports.ts"
import { Group } from "../group/group.ts"
import type { Progress } from "../group/receipts.ts"
import { groupOfShard, isShard, shardName } from "../group/roster.ts"
import { Shard } from "../group/shard.ts"
import type { Volatile, VolatileOut } from "../group/volatile.ts"
import type { GroupRpc } from "../objects/group-rpc.ts"
import { KeptStubs } from "../objects/kept-stubs.ts"
import type { MemberRpc } from "../objects/session-rpc.ts"
import { groupStub, memberStub } from "../objects/stubs.ts"
import { realTimers } from "./real-timers.ts"
import { SqlGroupStore } from "./sql-group-store.ts"

type Env = Readonly<Record<string, unknown>>

/** The class to export from a Worker and to bind as GROUPS. */
export class GroupObject extends DurableObject<Env> implements GroupRpc {
  readonly #store: SqlGroupStore
  /** Its shards, or the group that it is a shard of. */
  readonly #groups: KeptStubs<GroupRpc>
  readonly #members: KeptStubs<MemberRpc>
  #group: Group | undefined
  #shard: Shard | undefined

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new SqlGroupStore(ctx.storage)
    this.#groups = new KeptStubs((name) => groupStub(env, name))
    this.#members = new KeptStubs((id) => memberStub(env, id))
  }

  async hello(group: string, hello: Hello): Promise<Result<Welcome>> {
    return resultOf(() => this.#groupOf(group).hello(hello))
  }

  async leave(group: string, id: string, saidAtMs?: number): Promise<void> {
    this.#groupOf(group).attendance.leave(id, saidAtMs)
  }

  async send(group: string, id: string, sent: number, message: OutMessage): Promise<Result<Sent>> {
    return resultOf(() => this.#groupOf(group).send(id, sent, message))
  }

  async post(group: string, from: Outsider, message: OutMessage): Promise<Result<Sent>> {
    return resultOf(() => this.#groupOf(group).post(from, message))
  }

  async seen(
    group: string,
    id: string,
    messages: readonly number[],
    guest?: Guest,
  ): Promise<Result<void>> {
    return resultOf(() => this.#groupOf(group).seen(id, messages, guest))
  }

  async receipt(group: string, sent: Sent): Promise<Receipt> {
    return this.#groupOf(group).receipt(sent)
  }

  async history(
    group: string,
    id: string | undefined,
    query: HistoryQuery,
  ): Promise<Result<readonly GroupMessage[]>> {
    return resultOf(() => this.#groupOf(group).history(id, query))
  }

  async members(group: string): Promise<readonly Member[]> {
    return this.#groupOf(group).members
  }

  async take(shard: string, entries: readonly Entry[]): Promise<Outcome> {
    return this.#shardOf(shard).take(entries)
  }

  async remove(group: string, by: string, id: string): Promise<Result<void>> {
    return resultOf(() => this.#groupOf(group).remove(by, id))
  }

  async now(group: string, id: string, messages: readonly VolatileOut[]): Promise<void> {
    this.#groupOf(group).now(id, messages)
  }

  async spread(shard: string, messages: readonly Volatile[]): Promise<void> {
    this.#shardOf(shard).now(messages)
  }

  async progress(shard: string, seq: number): Promise<Progress> {
    return this.#shardOf(shard).progress(seq)
  }

  async serving(shard: string): Promise<readonly string[]> {
    return this.#shardOf(shard).serving()
  }

  async report(group: string, id: string, what: "lost" | "gone" | "reached"): Promise<void> {
    this.#groupOf(group).attendance.reported(id, what)
  }

  override async alarm(): Promise<void> {
    const name = this.ctx.storage.kv.get<string>("name")
    if (name === undefined) return
    await (isShard(name) ? this.#shardOf(name) : this.#groupOf(name)).tick()
  }

  #groupOf(name: string): Group {
    if (this.#group !== undefined) return this.#group
    this.#group = new Group({
      ...this.#ports(name, name),
      shardServing: (shard) => this.#askShard(name, shard, (stub, itself) => stub.serving(itself)),
      shardProgress: (shard, seq) =>
        this.#askShard(name, shard, (stub, itself) => stub.progress(itself, seq)),
    })
    return this.#group
  }

  #shardOf(name: string): Shard {
    if (this.#shard !== undefined) return this.#shard
    const group = groupOfShard(name)
    this.#shard = new Shard({
      ...this.#ports(group, name),
      report: (id, what) => void this.#groups.ask(group, (stub) => stub.report(group, id, what)),
    })
    return this.#shard
  }

  #ports(group: string, name: string): Omit<GroupPorts, "shardServing" | "shardProgress"> {
    return {
      store: this.#store,
      timers: realTimers,
      log: consoleLogFor(this.env, { group: name }),
      deliver: (id, entries) =>
        isShard(id)
          ? this.#askShard(group, id, (stub, itself) => stub.take(itself, entries))
          : this.#members.ask(id, (stub) => stub.takeFromGroup(group, entries)),
      deliverNow: (id, messages) =>
        isShard(id)
          ? this.#askShard(group, id, (stub, itself) => stub.spread(itself, messages))
          : this.#members.ask(id, (stub) => stub.hearFromGroup(group, messages)),
      probe: (id) => this.#members.ask(id, (stub) => stub.probeFromGroup(group)),
      wakeAt: (ms) => {
        const { kv } = this.ctx.storage
        // An alarm does not bring the object's name.
        if (kv.get("name") === undefined) kv.put("name", name)
        void this.ctx.storage.setAlarm(ms)
      },
    }
  }

  #askShard<A>(
    group: string,
    shard: string,
    question: (stub: GroupRpc, itself: string) => Promise<A>,
  ): Promise<A> {
    const itself = shardName(shard, group)
    return this.#groups.ask(itself, (stub) => question(stub, itself))
  }
}
