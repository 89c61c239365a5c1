// Who is a member, and which object serves whom: the group's own, or a shard.

import type { Member } from "./entries.ts"

export interface StoredMember extends Member {
  /** Which shard serves it; undefined for the group's own object. */
  readonly shard: string | undefined
  /** Since when its session has no open window. */
  readonly awaySinceMs: number | undefined
}

export interface RosterStore {
  members(): readonly StoredMember[]
  putMember(member: StoredMember): void
  deleteMember(id: string): void
}

/** Prefix of shards' ids; members' have none. */
const SHARD = "shard "

export function isShard(id: string): boolean {
  return id.startsWith(SHARD)
}

export class Roster {
  readonly #store: RosterStore
  readonly #shardSize: number
  readonly #members: Map<string, StoredMember>
  /** How many members each shard serves. */
  readonly #sizes = new Map<string | undefined, number>()

  /** @param shardSize members that one object serves */
  constructor(store: RosterStore, shardSize: number) {
    this.#store = store
    this.#shardSize = shardSize
    this.#members = new Map(store.members().map((member) => [member.id, member]))
    for (const { shard } of this.#members.values()) this.#resize(shard, 1)
  }

  get size(): number {
    return this.#members.size
  }

  get all(): readonly StoredMember[] {
    return [...this.#members.values()]
  }

  get(id: string): StoredMember | undefined {
    return this.#members.get(id)
  }

  has(id: string): boolean {
    return this.#members.has(id)
  }

  get shards(): ReadonlySet<string> {
    return new Set(this.all.flatMap(({ shard }) => shard ?? []))
  }

  /** A new member, or what is new of one. */
  put(member: StoredMember): void {
    if (!this.#members.has(member.id)) this.#resize(member.shard, 1)
    this.#members.set(member.id, member)
    this.#store.putMember(member)
  }

  delete({ id, shard }: StoredMember): void {
    if (!this.#members.delete(id)) return
    this.#resize(shard, -1)
    this.#store.deleteMember(id)
  }

  /** Who serves the next member: the first shard with room; the first members are the group's own (undefined). */
  freeShard(): string | undefined {
    if (this.#sizeOf(undefined) < this.#shardSize) return undefined
    let index = 1
    while (this.#sizeOf(`${SHARD}${index}`) >= this.#shardSize) index++
    return `${SHARD}${index}`
  }

  #sizeOf(shard: string | undefined): number {
    return this.#sizes.get(shard) ?? 0
  }

  #resize(shard: string | undefined, by: number): void {
    this.#sizes.set(shard, this.#sizeOf(shard) + by)
  }
}
