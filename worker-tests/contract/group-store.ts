// The contract of a group's store, for the one in memory, which the seeded stories use, and the one in SQLite.

import { expect, it } from "vitest"

import type { SentAs } from "../../src/group/distribution.ts"
import type { Entry, MessageEntry } from "../../src/group/entries.ts"
import type { GroupStore } from "../../src/group/group-ports.ts"
import type { StoredMember } from "../../src/group/stored-member.ts"

/** Opens the store. Each further call opens it as after an eviction, with everything that was put. */
export type Open = () => GroupStore

/** Runs a story on an empty store. */
export type WithStore = (story: (open: Open) => void) => Promise<void>

export function memberOf(id: string, changes: Partial<StoredMember> = {}): StoredMember {
  return { id, name: id, role: "member", data: null, isOnline: true, ...SERVED_HERE, ...changes }
}

const SERVED_HERE = { shard: undefined, awaySinceMs: undefined }

export function messageOf(seq: number, changes: Partial<MessageEntry> = {}): MessageEntry {
  const from = { id: "ada", name: "Ada", role: "member" }
  const what = { type: "say", json: `"${seq}"`, from, to: undefined, sentAtMs: 1000 + seq }
  return { kind: "message", seq, ...what, ...changes }
}

export function presenceOf(seq: number): Entry {
  const member = { id: "ada", name: "Ada", role: "member", data: null, isOnline: true }
  return { kind: "presence", seq, change: "joined", member }
}

const seqsOf = (entries: readonly Entry[]) => entries.map(({ seq }) => seq)
const everything = () => true

/** A store with ten entries: messages, and presence entries at 3 and 7. */
function filled(store: GroupStore): GroupStore {
  for (let seq = 1; seq <= 10; seq++) {
    store.append(seq === 3 || seq === 7 ? presenceOf(seq) : messageOf(seq))
  }
  return store
}

export function groupStoreContract(withStore: WithStore): void {
  const story = (title: string, tell: (open: Open) => void) => it(title, () => withStore(tell))
  membersContract(story)
  recipientsContract(story)
  entriesContract(story)
  sentContract(story)
}

type Story = (title: string, tell: (open: Open) => void) => void

function membersContract(story: Story): void {
  story("lists members in the order in which they joined, even after an eviction", (open) => {
    const store = open()
    for (const id of ["dora", "ada", "carl", "bob"]) store.putMember(memberOf(id))
    store.deleteMember("carl")
    store.putMember(memberOf("dora", { isOnline: false, awaySinceMs: 5 }))
    store.putMember(memberOf("carl"))
    for (const { members } of [spread(store), spread(open())]) {
      expect(members.map(({ id }) => id)).toEqual(["dora", "ada", "bob", "carl"])
      expect(members[0]).toEqual(memberOf("dora", { isOnline: false, awaySinceMs: 5 }))
    }
  })

  story("returns a member as it was put", (open) => {
    const member = memberOf("ada", { data: { list: [1, "é", null] }, shard: "shard 1" })
    open().putMember(member)
    expect(open().members()).toEqual([member])
  })
}

const spread = (store: GroupStore) => ({ members: store.members() })

function recipientsContract(story: Story): void {
  story("stores the cursor of each recipient", (open) => {
    const store = open()
    store.putRecipient({ id: "ada", cursor: 3, state: "online" })
    store.putRecipient({ id: "bob", cursor: undefined, state: "away" })
    store.putRecipient({ id: "carl", cursor: 0, state: "unreached" })
    store.putRecipient({ id: "ada", cursor: 4, state: "away" })
    store.deleteRecipient("carl")
    expect(open().recipient("ada")).toEqual({ id: "ada", cursor: 4, state: "away" })
    expect(open().recipient("carl")).toBeUndefined()
    expect(open().recipients()).toHaveLength(2)
    expect(open().recipients()).toContainEqual({ id: "bob", cursor: undefined, state: "away" })
  })

  story("settles the recipients that are in step, and no others", (open) => {
    const store = filled(open())
    for (const id of ["ada", "bob"]) store.putRecipient({ id, cursor: 2, state: "online" })
    store.settle(9, ["ada", "unknown"])
    for (const { recipient, settledSeq } of [store, open()].map(settledOf)) {
      expect(settledSeq).toBe(9)
      expect(recipient("ada")?.cursor).toBeUndefined()
      expect(recipient("bob")?.cursor).toBe(2)
      expect(recipient("unknown")).toBeUndefined()
    }
  })
}

const settledOf = (store: GroupStore) => ({
  settledSeq: store.settledSeq,
  recipient: (id: string) => store.recipient(id),
})

function entriesContract(story: Story): void {
  story("is empty at first", (open) => {
    const store = open()
    expect([store.lastSeq, store.forgottenSeq, store.settledSeq]).toEqual([0, 0, 0])
    expect(store.isEmpty).toBe(true)
    expect([store.members(), store.recipients(), store.entriesAfter(0, 9)]).toEqual([[], [], []])
  })

  story("returns entries as they were appended, in order, up to the requested number", (open) => {
    filled(open())
    const store = open()
    expect([store.isEmpty, store.lastSeq]).toEqual([false, 10])
    expect(store.entriesAfter(2, 2)).toEqual([presenceOf(3), messageOf(4)])
    expect(store.entriesAfter(10, 5)).toEqual([])
    expect(seqsOf(store.entriesAfter(0, 100))).toHaveLength(10)
  })

  story("keeps which of the sender's guests sent a message", (open) => {
    const guest = { connection: "c1", role: "editor", user: "zoe", name: "Zoe" } as const
    const sent = messageOf(1, { from: { id: "ada", name: "Ada", role: "member", guest } })
    open().append(sent)
    expect(open().entriesAfter(0, 9)).toEqual([sent])
    expect(open().messagesAfter(0, 9, everything)).toEqual([sent])
  })

  story("returns the newest messages that match, oldest first", (open) => {
    const store = filled(open())
    expect(seqsOf(store.messagesAfter(0, 3, everything))).toEqual([8, 9, 10])
    expect(seqsOf(store.messagesAfter(8, 3, everything))).toEqual([9, 10])
    expect(seqsOf(store.messagesAfter(0, 2, everything, 9))).toEqual([6, 8])
    expect(store.messagesAfter(0, 0, everything)).toEqual([])
    expect(seqsOf(store.messagesAfter(0, 3, ({ seq }) => seq < 6))).toEqual([2, 4, 5])
    expect(seqsOf(store.messagesAfter(0, 100, everything))).not.toContain(3)
  })

  story("keeps the recipients of a message to some members", (open) => {
    const to = ["bob", "carl"]
    open().append(messageOf(1, { to, json: '{"é":"\\u0000"}' }))
    expect(open().entriesAfter(0, 1)).toEqual([messageOf(1, { to, json: '{"é":"\\u0000"}' })])
  })

  story("trims messages and other entries to the newest, each by its own limit", (open) => {
    const store = filled(open())
    store.trim(10, { ...EVERYTHING, messages: 3, others: 1 })
    for (const each of [store, open()]) {
      expect(seqsOf(each.entriesAfter(0, 99))).toEqual([7, 8, 9, 10])
      expect(each.forgottenSeq).toBe(6)
    }
    store.trim(10, { ...EVERYTHING, others: 0 })
    expect(seqsOf(store.entriesAfter(0, 99))).toEqual([8, 9, 10])
    expect(store.forgottenSeq).toBe(6)
  })

  story("trims messages to its limit in bytes, however few remain", (open) => {
    const store = open()
    for (let seq = 1; seq <= 5; seq++)
      store.append(messageOf(seq, { json: JSON.stringify("é".repeat(1000)) }))
    const bytes = new TextEncoder().encode(
      JSON.stringify(messageOf(5, { json: JSON.stringify("é".repeat(1000)) })),
    )
    store.trim(5, { ...EVERYTHING, messageBytes: 2 * bytes.byteLength })
    expect(seqsOf(open().entriesAfter(0, 99))).toEqual([4, 5])
    store.trim(5, { ...EVERYTHING, messageBytes: 2 * bytes.byteLength - 1 })
    expect(seqsOf(open().entriesAfter(0, 99))).toEqual([5])
  })

  story("keeps messages that some recipients have not received yet", (open) => {
    const store = filled(open())
    store.trim(4, NOTHING)
    expect([store.forgottenSeq, seqsOf(store.entriesAfter(0, 2))]).toEqual([4, [5, 6]])
  })

  story(
    "is empty after everything was trimmed, and keeps counting, even after an eviction",
    (open) => {
      const store = filled(open())
      store.settle(10, [])
      store.trim(10, NOTHING)
      for (const { isEmpty, lastSeq, forgottenSeq } of [store, open()]) {
        expect([isEmpty, lastSeq, forgottenSeq]).toEqual([true, 10, 10])
      }
    },
  )
}

const NOTHING = { messages: 0, messageBytes: 0, others: 0 }
const EVERYTHING = { messages: 1000, messageBytes: 1e9, others: 1000 }

/** The sender and the sender's number of some entries, by entry number. */
const SENT: Readonly<Record<number, SentAs>> = {
  2: { sender: "ada", sent: 7 },
  6: { sender: "ada", sent: 9 },
}
const SPOKEN: readonly SentAs[] = [
  { sender: "ada", sent: 7 },
  { sender: "bob", sent: 8 },
  { sender: "ada", sent: 9 },
]

function sentContract(story: Story): void {
  story("finds a message by its sender's number until it is trimmed", (open) => {
    const store = open()
    for (let seq = 1; seq <= 10; seq++) store.append(messageOf(seq), SENT[seq])
    const known = () =>
      [store, open()].flatMap((each) => [8, 9, 10].map((sent) => each.findSent("ada", sent)))
    expect(known()).toEqual([6, 6, undefined, 6, 6, undefined])
    expect(store.findSent("bob", 9)).toBeUndefined()
    store.settle(10, [])
    expect(known()).toEqual([6, 6, undefined, 6, 6, undefined])
    store.trim(6, NOTHING)
    expect(known().every((seq) => seq === undefined)).toBe(true)
    expect([store.settledSeq, open().settledSeq]).toEqual([10, 10])
  })

  story("keeps each sender's last number and the last settled entry, whoever sent last", (open) => {
    const store = open()
    for (const as of SPOKEN) {
      store.append(messageOf(store.lastSeq + 1), as)
      store.settle(store.lastSeq, [])
      expect(open().settledSeq).toBe(store.lastSeq)
    }
    store.append(messageOf(4), { sender: "bob", sent: 10 })
    store.append(presenceOf(5))
    for (const each of [store, open()]) {
      expect([each.settledSeq, each.findSent("ada", 9), each.findSent("bob", 10)]).toEqual([
        3, 3, 4,
      ])
    }
    store.settle(5, [])
    store.append(presenceOf(6))
    store.settle(6, [])
    expect([open().settledSeq, open().findSent("bob", 10)]).toEqual([6, 4])
  })

  story("finds recently sent numbers even if the message itself was trimmed", (open) => {
    const store = open()
    for (let seq = 1; seq <= 10; seq++) {
      const as = { 2: { sender: "ada", sent: 7 }, 4: { sender: "bob", sent: 8 } }[seq]
      store.append(messageOf(seq), as)
    }
    store.trim(4, { ...NOTHING, sentSinceMs: 8 })
    const sent = ["ada", "bob"].map((sender) => open().findSent(sender, 1))
    expect(sent).toEqual([undefined, 4])
    expect(
      open()
        .messagesAfter(0, 9, everything)
        .some(({ seq }) => seq <= 4),
    ).toBe(false)
  })

  story("forgets who sent entries that are no messages when these are trimmed", (open) => {
    const store = open()
    for (let seq = 1; seq <= 4; seq++)
      store.append(presenceOf(seq), { sender: `${seq}`, sent: seq })
    store.settle(4, [])
    const known = () => ["1", "2", "3", "4"].map((sender) => open().findSent(sender, 1))
    store.trim(4, { ...EVERYTHING, others: 1, sentSinceMs: 3 })
    expect(known()).toEqual([undefined, undefined, 3, 4])
    store.trim(4, { ...EVERYTHING, others: 1 })
    expect(known()).toEqual([undefined, undefined, undefined, 4])
    expect([store.settledSeq, open().settledSeq, open().forgottenSeq]).toEqual([4, 4, 0])
  })

  story("keeps who has seen a message, each member once, until it is trimmed", (open) => {
    const store = filled(open())
    expect(["bob", "ada", "bob"].map((id) => store.noteSeen(2, id))).toEqual([true, true, false])
    expect(store.noteSeen(6, "bob")).toBe(true)
    for (const each of [store, open()]) {
      expect(each.seenBy(2).toSorted()).toEqual(["ada", "bob"])
      expect([each.noteSeen(2, "ada"), each.seenBy(4)]).toEqual([false, []])
    }
    store.trim(4, NOTHING)
    expect([open().seenBy(2), open().seenBy(6)]).toEqual([[], ["bob"]])
  })
}
