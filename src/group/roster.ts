// The members, and which object serves each of them: the group's own, or a shard's.

import { getOrMake } from "../util/get-or-make.ts"
import type { Member } from "./entries.ts"
import { asMember, personKey, personOf, saidBy } from "./person.ts"
import type { StoredMember } from "./stored-member.ts"

type Joining = Pick<StoredMember, "id" | "name" | "data" | "user" | "as">

export interface RosterStore {
  members(): readonly StoredMember[]
  putMember(member: StoredMember): void
  deleteMember(id: string): void
}

/** The prefix of shards' ids; members' ids do not have it. */
const SHARD = "shard "

export function isShard(id: string): boolean {
  return id.startsWith(SHARD)
}

/** The name of a shard's object. @param shard its id */
export function shardName(shard: string, group: string): string {
  return `${shard} ${group}`
}

/** The group whose shard's object has this name. */
export function groupOfShard(name: string): string {
  return name.split(" ").slice(2).join(" ")
}

export class Roster {
  readonly #store: RosterStore
  readonly #shardSize: number
  readonly #members: Map<string, StoredMember>
  /** How many members each shard serves. */
  readonly #sizes = new Map<string | undefined, number>()
  /** The sessions of each person, in the order of joining. */
  readonly #persons = new Map<string, Map<string, StoredMember>>()
  /** Persons by what identifies them. */
  readonly #identified = new Map<string, string>()
  /** The persons of sessions that are gone, which may still be in receipts. */
  readonly #gone = new Map<string, string>()

  /** @param shardSize how many members one object serves */
  constructor(store: RosterStore, shardSize: number) {
    this.#store = store
    this.#shardSize = shardSize
    this.#members = new Map(store.members().map((member) => [member.id, member]))
    for (const member of this.#members.values()) {
      this.#resize(member.shard, 1)
      this.#note(member)
    }
  }

  get size(): number {
    return this.#members.size
  }

  /** How many sessions have an open window. */
  get online(): number {
    let count = 0
    for (const { isOnline } of this.#members.values()) if (isOnline) count++
    return count
  }

  /** Somebody online listens for presence, and some sessions do not report by themselves. */
  get isToBeAsked(): boolean {
    const online = this.all.filter(({ isOnline }) => isOnline)
    return online.some(({ listens }) => listens) && online.some(({ looks }) => looks !== true)
  }

  /** In how many ms the first member that is away will be removed; Infinity when nobody is away. */
  nextGoesInMs(nowMs: number): number {
    for (const member of this.all) {
      const { awaySinceMs = nowMs } = member
      if (awaySinceMs > nowMs) this.put({ ...member, awaySinceMs: nowMs }) // the clock was set back
    }
    return Math.min(...this.all.map(goesAtMs)) - nowMs
  }

  get all(): readonly StoredMember[] {
    return [...this.#members.values()]
  }

  get(id: string): StoredMember | undefined {
    return this.#members.get(id)
  }

  /** Each person once. */
  get persons(): readonly Member[] {
    return [...this.#persons.values()].flatMap((sessions) => asMember([...sessions.values()]) ?? [])
  }

  get personCount(): number {
    return this.#persons.size
  }

  /** The person whose session that is. */
  personOf(id: string): string {
    const member = this.#members.get(id)
    return member === undefined ? (this.#gone.get(id) ?? id) : personOf(member)
  }

  /** All sessions of a person, by its id or by the id of one of them. */
  sessionsOf(id: string): readonly StoredMember[] {
    const sessions = this.#persons.get(id) ?? this.#persons.get(this.personOf(id))
    return [...(sessions?.values() ?? [])]
  }

  /**
   * An id for a person whose first session this is: the session's own, unless another person has used it since the session
   * was here.
   */
  #newPerson(id: string): string | undefined {
    let person = id
    while (this.#persons.has(person)) person += "+"
    return person === id ? undefined : person
  }

  person(id: string): Member | undefined {
    return asMember(this.sessionsOf(id))
  }

  /** A session that joins as an existing member gets the name and data of that member. */
  asPerson<T extends Joining>(joining: T): T & Pick<StoredMember, "person" | "said"> {
    const key = personKey(joining)
    const person = key === undefined ? undefined : this.#identified.get(key)
    const [known] = person === undefined ? [] : this.sessionsOf(person)
    if (known === undefined) return { ...joining, person: this.#newPerson(joining.id) }
    const { name, data } = known
    return { ...joining, person, name, data, said: saidBy(joining) }
  }

  get shards(): ReadonlySet<string> {
    return new Set(this.all.flatMap(({ shard }) => shard ?? []))
  }

  /** Adds a member, or updates it. */
  put(member: StoredMember): void {
    const before = this.#members.get(member.id)
    if (before === undefined) this.#resize(member.shard, 1)
    this.#members.set(member.id, member)
    this.#note(member)
    this.#store.putMember(member)
  }

  #note(member: StoredMember): void {
    const person = personOf(member)
    getOrMake(this.#persons, person, () => new Map()).set(member.id, member)
    const key = personKey(member)
    if (key !== undefined) this.#identified.set(key, person)
  }

  /** When the last session of a person goes, the person goes. */
  #forget(member: StoredMember): void {
    const person = personOf(member)
    const sessions = this.#persons.get(person)
    sessions?.delete(member.id)
    if (sessions?.size === 0) {
      this.#persons.delete(person)
      const key = personKey(member)
      if (key !== undefined) this.#identified.delete(key)
    }
    if (person === member.id) return
    this.#gone.set(member.id, person)
    const [oldest] = this.#gone.keys()
    if (this.#gone.size > MAX_GONE && oldest !== undefined) this.#gone.delete(oldest)
  }

  delete({ id, shard }: StoredMember): void {
    const before = this.#members.get(id)
    if (before === undefined) return
    this.#members.delete(id)
    this.#forget(before)
    this.#resize(shard, -1)
    this.#store.deleteMember(id)
  }

  /** The object for the next member: the first shard with room; undefined (the group's own object) for the first members. */
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

const MAX_GONE = 1000

/** How long a member that is away stays, unless it requests another time. */
const KEEP_MS = 5 * 60_000

/** When a member that is away will be removed. */
export function goesAtMs({ awaySinceMs = Infinity, keepMs = KEEP_MS }: StoredMember): number {
  return awaySinceMs + keepMs
}

export function awaySince({ awaySinceMs = Infinity }: StoredMember): number {
  return awaySinceMs
}
