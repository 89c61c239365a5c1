// Who is a member, and which object serves whom: the group's own, or a shard.

import type { Member } from "./entries.ts"

export interface StoredMember extends Member {
  /** Which shard serves it; undefined for the group's own object. */
  readonly shard: string | undefined
  /** Since when its session has no open window. */
  readonly awaySinceMs: number | undefined
  /** How long it stays a member then. */
  readonly keepMs?: number | undefined
  /** Who it is, where there are users. */
  readonly user?: string | undefined
  /** The group's last number when it joined. */
  readonly joinedSeq?: number | undefined
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
  #online = 0

  /** @param shardSize members that one object serves */
  constructor(store: RosterStore, shardSize: number) {
    this.#store = store
    this.#shardSize = shardSize
    this.#members = new Map(store.members().map((member) => [member.id, member]))
    for (const { shard, isOnline } of this.#members.values()) {
      this.#resize(shard, 1)
      if (isOnline) this.#online++
    }
  }

  get size(): number {
    return this.#members.size
  }

  /** How many have an open window. */
  get online(): number {
    return this.#online
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
    const before = this.#members.get(member.id)
    if (before === undefined) this.#resize(member.shard, 1)
    this.#online += Number(member.isOnline) - Number(before?.isOnline ?? false)
    this.#members.set(member.id, member)
    this.#store.putMember(member)
  }

  delete({ id, shard }: StoredMember): void {
    const before = this.#members.get(id)
    if (before === undefined) return
    this.#members.delete(id)
    this.#online -= Number(before.isOnline)
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

/** How long a member that is away is kept, unless it wants it otherwise. */
const KEEP_MS = 5 * 60_000

/** When a member that is away is one no longer. */
export function goesAtMs({ awaySinceMs = Infinity, keepMs = KEEP_MS }: StoredMember): number {
  return awaySinceMs + keepMs
}

export function awaySince({ awaySinceMs = Infinity }: StoredMember): number {
  return awaySinceMs
}

export function publicly({ id, name, role, data, isOnline }: Member): Member {
  return { id, name, role, data, isOnline }
}
