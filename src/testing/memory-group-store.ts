// A group's store that lasts as long as the test. To simulate a crash, create a new Group with the same store.

import type { SentAs } from "../group/distribution.ts"
import type { Entry, MessageEntry } from "../group/entries.ts"
import type { Recipient } from "../group/fan-out.ts"
import type { GroupStore } from "../group/group-ports.ts"
import type { KeptEntries } from "../group/kept-entries.ts"
import type { StoredMember } from "../group/stored-member.ts"

export class MemoryGroupStore implements GroupStore {
  readonly #members = new Map<string, StoredMember>()
  readonly #recipients = new Map<string, Recipient>()
  readonly #sent = new Map<string, { readonly sent: number; readonly seq: number }>()
  readonly #seen = new Map<number, Set<string>>()
  #entries: Entry[] = []
  readonly #kept = new Map<string, string>()
  settledSeq = 0
  lastSeq = 0

  forgottenSeq = 0

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  kept(key: string): string | undefined {
    return this.#kept.get(key)
  }

  keep(key: string, json: string): void {
    this.#kept.set(key, json)
  }

  members(): readonly StoredMember[] {
    return [...this.#members.values()]
  }

  putMember(member: StoredMember): void {
    this.#members.set(member.id, member)
  }

  deleteMember(id: string): void {
    this.#members.delete(id)
  }

  recipients(): readonly Recipient[] {
    return [...this.#recipients.values()]
  }

  recipient(id: string): Recipient | undefined {
    return this.#recipients.get(id)
  }

  putRecipient(recipient: Recipient): void {
    this.#recipients.set(recipient.id, recipient)
  }

  deleteRecipient(id: string): void {
    this.#recipients.delete(id)
  }

  append(entry: Entry, as?: SentAs): void {
    this.#entries.push(entry)
    this.lastSeq = entry.seq
    if (as !== undefined) this.#sent.set(as.sender, { sent: as.sent, seq: entry.seq })
  }

  entriesAfter(seq: number, limit: number): readonly Entry[] {
    return this.#entries.filter((entry) => entry.seq > seq).slice(0, limit)
  }

  messagesAfter(
    seq: number,
    limit: number,
    isWanted: (message: MessageEntry) => boolean,
    before = Infinity,
  ): readonly MessageEntry[] {
    return this.#entries
      .filter((entry) => entry.kind === "message")
      .filter((entry) => entry.seq > seq && entry.seq < before && isWanted(entry))
      .toReversed()
      .slice(0, limit)
      .toReversed()
  }

  trim(seq: number, { messages, messageBytes, others, sentSinceMs = Infinity }: KeptEntries): void {
    const newest = this.#entries.toReversed()
    let bytes = 0
    const oldMessages = newest
      .filter((entry) => entry.kind === "message")
      .filter((entry, i) => {
        bytes += new TextEncoder().encode(JSON.stringify(entry)).byteLength
        return entry.seq <= seq && (i >= messages || bytes > messageBytes)
      })
    const oldOther = newest.filter(({ kind }) => kind !== "message")[others]?.seq ?? 0
    const oldMessage = oldMessages[0]?.seq ?? 0
    const lastKept = { message: oldMessage, other: Math.min(seq, oldOther) }
    this.#entries = this.#entries.filter(
      (entry) => entry.seq > lastKept[entry.kind === "message" ? "message" : "other"],
    )
    this.#forgetSent(sentSinceMs)
    if (oldMessage === 0) return
    for (const seen of this.#seen.keys()) if (seen <= oldMessage) this.#seen.delete(seen)
    this.forgottenSeq = oldMessage
  }

  #forgetSent(sentSinceMs: number): void {
    const there = new Set(this.#entries.map(({ seq }) => seq))
    for (const [sender, { sent, seq }] of this.#sent) {
      if (sent < sentSinceMs && !there.has(seq)) this.#sent.delete(sender)
    }
  }

  stored(): Promise<void> {
    return Promise.resolve()
  }

  settle(seq: number, ids: readonly string[]): void {
    for (const id of ids) {
      const recipient = this.#recipients.get(id)
      if (recipient !== undefined) this.#recipients.set(id, { ...recipient, cursor: undefined })
    }
    this.settledSeq = seq
  }

  findSent(sender: string, sent: number): number | undefined {
    const last = this.#sent.get(sender)
    return last !== undefined && last.sent >= sent ? last.seq : undefined
  }

  noteSeen(seq: number, id: string): boolean {
    const seen = this.#seen.get(seq) ?? new Set()
    this.#seen.set(seq, seen)
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew
  }

  seenBy(seq: number): readonly string[] {
    return [...(this.#seen.get(seq) ?? [])]
  }
}
