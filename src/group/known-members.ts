// The members of a group as one session knows them: as of its hello, with the presence entries since.

import type { Member, PresenceEntry, Welcome } from "./entries.ts"

export class KnownMembers {
  /** This session's own id. */
  readonly #id: string
  /** Its id as a member, as the group says. */
  #me: string | undefined
  readonly #members = new Map<string, Member>()
  /** What comes in about others while a hello is on its way. */
  #news: PresenceEntry[] | undefined
  #isSynced = false
  /** What the members are as of: older entries, which may come later, say nothing new. */
  #seq = 0
  count = 0
  /** The app wants to know who is there. */
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

  /** A hello is on its way: its answer may be overtaken by what happens since. */
  ask(): void {
    this.#news = []
  }

  /** @returns whether this is news: the first answer since it came or woke up, or it is there again, or is another itself */
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
    // Nobody else tells it what has become of itself.
    return isFirst || (this.me?.isOnline === true && JSON.stringify(this.me) !== before)
  }

  /** The session has left. */
  forget(): void {
    this.#members.clear()
    this.count = 0
    this.#seq = 0
    this.#isSynced = false
  }

  #note({ seq, change, member: { id, ...rest } }: PresenceEntry): void {
    if (seq <= this.#seq) return
    if (change === "left") this.count -= this.#members.delete(id) ? 1 : 0
    else {
      if (!this.#members.has(id)) this.count++
      this.#members.set(id, { id, ...rest })
    }
  }
}
