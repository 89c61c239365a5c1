// The members of a group as one session knows them: from the answer to its hello, and the presence entries since.

import type { Member, PresenceEntry, Welcome } from "./entries.ts"

export class KnownMembers {
  /** This session's own id. */
  readonly #id: string
  /** Its id as a member, as the group assigned it. */
  #me: string | undefined
  readonly #members = new Map<string, Member>()
  /** Presence entries that arrive while a hello is under way. */
  #news: PresenceEntry[] | undefined
  #isSynced = false
  /** The number that the members reflect. Older entries, which may arrive later, are ignored. */
  #seq = 0
  count = 0
  /** The app reads the members. */
  areRead = false

  constructor(id: string) {
    this.#id = id
  }

  get all(): readonly Member[] {
    return [...this.#members.values()]
  }

  /** This session as a member. */
  get me(): Member | undefined {
    return this.#members.get(this.#me ?? this.#id)
  }

  receive(entry: PresenceEntry): void {
    this.#news?.push(entry)
    this.#note(entry)
  }

  /** A hello is under way: entries may overtake its answer. */
  ask(): void {
    this.#news = []
  }

  /**
   * @returns whether this is news: the first answer since it joined or woke, or it is online again, or its own profile
   * changed
   */
  sync({ seq, me, members, memberCount }: Welcome): boolean {
    this.#me = me
    const before = JSON.stringify(this.me)
    this.#members.clear()
    this.#seq = seq
    for (const member of members) this.#members.set(member.id, member)
    this.count = memberCount
    for (const entry of this.#news ?? []) this.#note(entry)
    this.#news = undefined
    const isFirst = !this.#isSynced
    this.#isSynced = true
    // No entry reports to a session what it did itself.
    return isFirst || (this.me?.isOnline === true && JSON.stringify(this.me) !== before)
  }

  /** The session has left. */
  forget(): void {
    this.#members.clear()
    this.count = 0
    this.#seq = 0
    this.#isSynced = false
  }

  #note({ seq, change, member }: PresenceEntry): void {
    if (seq <= this.#seq) return
    const { size } = this.#members
    if (change === "left") this.#members.delete(member.id)
    else this.#members.set(member.id, member)
    this.count += this.#members.size - size
  }
}
