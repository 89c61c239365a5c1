// Who is a member of a group, and who is online. Other members are notified of each change, and so is the object that
// serves the member.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { Distribution } from "./distribution.ts"
import type { EnrollEntry } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { GroupPorts, Hello } from "./group-ports.ts"
import { changeOf, personOf, saidBy } from "./person.ts"
import { PROBE_MS } from "./probing.ts"
import type { RateLimit } from "./rate-limit.ts"
import { awaySince, type Roster } from "./roster.ts"
import type { StoredMember } from "./stored-member.ts"

export class Attendance {
  readonly #ports: GroupPorts
  readonly #roster: Roster
  readonly #rates: RateLimit
  readonly #out: Distribution
  /** When each session last announced itself, or left. */
  readonly #saidAtMs = new Map<string, number>()

  constructor(ports: GroupPorts, roster: Roster, rates: RateLimit, out: Distribution) {
    this.#ports = ports
    this.#roster = roster
    this.#rates = rates
    this.#out = out
  }

  /**
   * A session announces itself, or leaves. What its object sent before it was killed may arrive after the next object's
   * calls. @throws GroupError when that is so
   */
  said(id: string, atMs: number | undefined): void {
    if (atMs === undefined) return
    const lastMs = this.#saidAtMs.get(id) ?? 0
    // Clocks of different machines differ a little. A time further ahead is from before a clock was set back.
    if (atMs < lastMs && lastMs < this.#ports.timers.now() + PROBE_MS)
      throw new GroupError("too-often", "join: overtaken")
    if (this.#saidAtMs.size > GROUP_LIMITS.members) this.#saidAtMs.clear()
    this.#saidAtMs.set(id, atMs)
  }

  /** @throws GroupError when the group is full */
  join(member: Omit<StoredMember, "shard" | "awaySinceMs">): void {
    if (this.#roster.size >= GROUP_LIMITS.members) this.#makeRoom()
    const awaySinceMs = member.isOnline ? undefined : this.#ports.timers.now()
    const stored = { ...this.#roster.asPerson(member), shard: this.#shardFor(), awaySinceMs }
    this.#changing(stored, () => {
      this.#roster.put(stored)
      this.#serve(stored, member.isOnline ? "online" : "offline", this.#ports.store.lastSeq)
    })
  }

  /** Members that are away must not keep others out: the one that has been away longest is removed. */
  #makeRoom(): void {
    const first = this.#roster.all.reduce((a, b) => (awaySince(b) < awaySince(a) ? b : a))
    if (first.awaySinceMs !== undefined) return this.leave(first.id)
    throw new GroupError(
      "too-many-members",
      `join: the group already has ${GROUP_LIMITS.members} members`,
    )
  }

  /**
   * A member sends another hello.
   * @param known the stored member, with new fields of its session
   * @throws GroupError when it is renamed too often
   */
  update(known: StoredMember, hello: Hello): void {
    const { name, data, role } = hello
    const isSaidAnew = saidBy(hello) !== (known.said ?? saidBy(known))
    const changed = { ...known, role, ...(isSaidAnew && { name, data, said: undefined }) }
    const before = this.#roster.get(known.id)
    if (JSON.stringify(changed) !== JSON.stringify(before)) {
      this.#rates.take(known.id)
      this.#changing(changed, () => {
        this.#roster.put(changed)
        if (isSaidAnew) this.#rename(changed)
      })
    }
    if (hello.isOnline) this.#returned(known.id, hello.lastSeq)
    else if (known.isOnline) {
      this.#serve(known, "offline", hello.lastSeq)
      this.reported(known.id, "lost")
    }
  }

  /** The person's other sessions get the same name and data. */
  #rename(member: StoredMember): void {
    const { id, name, data } = member
    // By the id of the session, another person could be found, whose first session it was.
    for (const one of this.#roster.sessionsOf(personOf(member))) {
      const said = one.said ?? saidBy(one)
      if (one.id !== id) this.#roster.put({ ...one, name, data, said })
    }
  }

  /** @param saidAtMs when its session left; default now @throws GroupError when that session has joined again since */
  leave(id: string, saidAtMs?: number): void {
    this.said(id, saidAtMs)
    const member = this.#roster.get(id)
    if (member === undefined) return
    this.#changing(member, () => {
      this.#roster.delete(member)
      this.#serve(member, "removed", undefined)
    })
  }

  /** A report about a member from the object that serves it. */
  reported(id: string, what: "lost" | "gone" | "reached"): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (what === "gone") this.leave(id)
    else if (what === "reached") {
      if (!member.isOnline) this.#returned(id, undefined)
    } else if (member.isOnline) {
      const awaySinceMs = this.#ports.timers.now()
      this.#changing(member, () => this.#roster.put({ ...member, isOnline: false, awaySinceMs }))
      this.#out.alarm.set()
    }
  }

  /** Corrects the state from the shard's, because a report may have been lost. */
  async compareWith(shard: string): Promise<void> {
    const { store, shardServing } = this.#ports
    const { lastSeq } = store
    if (!this.#out.fanOut.hasAll(shard)) return
    const serving = await shardServing(shard).catch(() => undefined)
    if (serving === undefined || store.lastSeq > lastSeq) return // the shard has not received all entries yet
    const online = new Set(serving)
    for (const member of this.#roster.all)
      if (member.shard === shard)
        this.reported(member.id, online.has(member.id) ? "reached" : "lost")
  }

  #returned(id: string, lastSeq: number | undefined): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (member.isOnline) return this.#serve(member, "online", lastSeq)
    const back = { ...member, isOnline: true, awaySinceMs: undefined }
    this.#changing(back, () => {
      this.#roster.put(back)
      this.#serve(back, "online", lastSeq)
    })
  }

  /** Changes a session, and notifies the others of what that changes about the person. */
  #changing(session: StoredMember, change: () => void): void {
    const { id } = session
    const person = personOf(session)
    const sessions = this.#roster.sessionsOf(person)
    const before = this.#roster.person(person)
    change()
    const after = this.#roster.person(person)
    const kind = changeOf(before, after)
    const member = after ?? before
    if (kind === undefined || member === undefined) return
    if (this.#roster.online > GROUP_LIMITS.announcedMembers) return
    const own = [...sessions, ...this.#roster.sessionsOf(person)].map((one) => one.id)
    this.#out.append({
      kind: "presence",
      change: kind,
      member: { ...member, isOnline: after?.isOnline ?? false },
      besides: kind === "updated" ? [id] : [...new Set([id, ...own])],
    })
  }

  /** Notifies the object that serves the member: this one, or its shard, in order with the messages. */
  #serve(
    { id, shard }: StoredMember,
    change: EnrollEntry["change"],
    cursor: number | undefined,
  ): void {
    if (shard !== undefined) this.#out.append({ kind: "enroll", shard, id, change, cursor })
    else this.#out.fanOut.enroll(id, change, cursor)
  }

  /** The shard that is to serve one more member. A shard that is used for the first time gets all entries from now on. */
  #shardFor(): string | undefined {
    const shard = this.#roster.freeShard()
    if (shard !== undefined && this.#ports.store.recipient(shard) === undefined) {
      this.#out.fanOut.enroll(shard, "online", this.#ports.store.lastSeq)
    }
    return shard
  }
}
