// The contract of a session's store, for the one in memory, which the restart stories use, and the one in SQLite.

import { expect, it } from "vitest"

import type { KeptMembership, Outbox, Outgoing } from "../../src/group/kept-membership.ts"
import { groupsStore, type SessionValues } from "../../src/group/session-groups-store.ts"
import type { MetaStore } from "../../src/ports.ts"
import type { RecordStore } from "../../src/session/journal.ts"
import type { SessionStore } from "../../src/session/life/session-store.ts"
import type { EncodedRecord, StoredRecord } from "../../src/session/record.ts"
import { type StoredSession, UNPLACED } from "../../src/session/stored-state.ts"

export type SessionStoreUnderTest = RecordStore &
  StoredSession &
  MetaStore &
  SessionValues &
  Pick<SessionStore, "named" | "replaceNamed" | "renameBase" | "baseGoes">

/** Opens the store. Each further call opens it as after an eviction, with everything that was put. */
export type Open = () => SessionStoreUnderTest

/** Runs a story on an empty store. */
export type WithStore = (story: (open: Open) => void) => Promise<void>

/** A record with a buffer of the given size, whose bytes distinguish it from others. */
export function recordOf(name: string, byteLength = 3): EncodedRecord {
  const data = new Uint8Array(byteLength)
  for (let i = 0; i < byteLength; i++) data[i] = name.charCodeAt(0) + i
  return { json: JSON.stringify({ name }), buffers: [{ id: "b0", data }] }
}

/** A stored record, read. */
export function read({ content, buffers }: StoredRecord): EncodedRecord {
  return {
    json: JSON.stringify(content),
    buffers: [...buffers].map(([id, data]) => ({ id, data: new Uint8Array(data) })),
  }
}

export function sizesOf({ checkpointBytes, turnBytes }: RecordStore): readonly number[] {
  return [checkpointBytes, turnBytes]
}

const readOf = (record: StoredRecord | undefined) => record && read(record)
const turnsOf = (store: StoredSession) => Array.from(store.turns, read)
const checkpointOf = ({ checkpoint }: StoredSession) => checkpoint && read(checkpoint)

export function sessionStoreContract(withStore: WithStore): void {
  const story = (title: string, tell: (open: Open) => void) => it(title, () => withStore(tell))
  emptyContract(story)
  recordsContract(story)
  metaContract(story)
  takenContract(story)
  outboxContract(story)
}

type Story = (title: string, tell: (open: Open) => void) => void

function emptyContract(story: Story): void {
  story("is empty at first", (open) => {
    const store = open()
    expect([checkpointOf(store), turnsOf(store), sizesOf(store)]).toEqual([undefined, [], [0, 0]])
    expect(store.getMeta("open")).toBeUndefined()
  })
}

function recordsContract(story: Story): void {
  story("returns the checkpoint and the turns after it, in order", (open) => {
    const store = open()
    store.replaceCheckpoint(recordOf("checkpoint"))
    store.appendTurn(recordOf("a"))
    open().appendTurn(recordOf("b"))
    for (const each of [open(), open()]) {
      expect(checkpointOf(each)).toEqual(recordOf("checkpoint"))
      expect(turnsOf(each)).toEqual([recordOf("a"), recordOf("b")])
    }
  })

  story("keeps the base and the unplaced changes separately", (open) => {
    const store = open()
    expect([store.base, store.unplaced]).toEqual([undefined, undefined])
    store.replaceBase(recordOf("base", 2_500_000))
    store.replaceNamed(UNPLACED, recordOf("unplaced"))
    store.appendTurn(recordOf("a"))
    store.replaceCheckpoint(recordOf("changes"))
    expect(open().baseBytes).toBeGreaterThan(2_500_000)
    expect(readOf(open().base)).toEqual(recordOf("base", 2_500_000))
    expect(readOf(open().unplaced)).toEqual(recordOf("unplaced"))
    expect(checkpointOf(open())).toEqual(recordOf("changes"))
    store.replaceBase(undefined)
    store.replaceNamed(UNPLACED, undefined)
    expect([open().base, open().baseBytes, open().unplaced]).toEqual([undefined, 0, undefined])
  })

  story("keeps named records, and the base under a name of its own", (open) => {
    const store = open()
    store.replaceBase(recordOf("base"))
    store.replaceNamed("version 1", recordOf("v1", 2_500_000))
    store.replaceNamed("version 2", recordOf("v2"))
    store.replaceNamed("version 2", recordOf("v2 again"))
    store.baseGoes = () => store.renameBase("base 1")
    store.replaceBase(undefined)
    store.replaceBase(recordOf("new base"))
    expect(readOf(open().named("version 1"))).toEqual(recordOf("v1", 2_500_000))
    expect(readOf(open().named("version 2"))).toEqual(recordOf("v2 again"))
    expect(readOf(open().named("base 1"))).toEqual(recordOf("base"))
    expect(readOf(open().base)).toEqual(recordOf("new base"))
    store.replaceNamed("version 1", undefined)
    expect(open().named("version 1")).toBeUndefined()
  })

  story("reports the stored sizes, even after an eviction", (open) => {
    const store = open()
    store.replaceCheckpoint(recordOf("c", 1000))
    store.appendTurn(recordOf("a", 500))
    expect(store.checkpointBytes).toBeGreaterThan(1000)
    expect(store.turnBytes).toBeGreaterThan(500)
    expect(sizesOf(open())).toEqual(sizesOf(store))
  })

  story("deletes turns when a checkpoint replaces them", (open) => {
    const store = open()
    store.replaceCheckpoint(recordOf("old"))
    store.appendTurn(recordOf("a"))
    store.replaceCheckpoint(recordOf("new"))
    store.appendTurn(recordOf("b"))
    expect(checkpointOf(open())).toEqual(recordOf("new"))
    expect(turnsOf(open())).toEqual([recordOf("b")])
    store.replaceCheckpoint(recordOf("newest"))
    expect([turnsOf(open()), open().turnBytes]).toEqual([[], 0])
  })

  story("keeps records that are larger than the limit of a value", (open) => {
    const store = open()
    store.replaceCheckpoint(recordOf("c", 5_000_000))
    store.appendTurn(recordOf("a", 2_500_000))
    store.appendTurn({ json: JSON.stringify("é".repeat(1_500_000)), buffers: [] })
    expect(checkpointOf(open())).toEqual(recordOf("c", 5_000_000))
    const [first, second] = turnsOf(open())
    expect(first).toEqual(recordOf("a", 2_500_000))
    expect(second?.json).toHaveLength(1_500_002)
  })

  story("stores all of what an action writes, or nothing", (open) => {
    const store = open()
    const failing = (action: () => void) => () =>
      store.atomically(() => {
        action()
        throw new Error("no")
      })
    const whole = () => {
      store.setMeta("open", "x")
      store.replaceBase(recordOf("base"))
      store.replaceCheckpoint(recordOf("c"))
      store.appendTurn(recordOf("a"))
    }
    expect(failing(whole)).toThrow("no")
    expect([store.baseBytes, sizesOf(store), store.getMeta("open")]).toEqual([0, [0, 0], undefined])
    store.atomically(whole)
    expect(failing(() => store.appendTurn(recordOf("b", 2_500_000)))).toThrow("no")
    expect(failing(whole)).toThrow("no")
    store.appendTurn(recordOf("d"))
    expect(turnsOf(open())).toEqual([recordOf("a"), recordOf("d")])
    expect([readOf(open().base), checkpointOf(open())]).toEqual([recordOf("base"), recordOf("c")])
    expect([open().baseBytes, sizesOf(open())]).toEqual([store.baseBytes, sizesOf(store)])
  })

  story("keeps records without buffers and records with empty buffers", (open) => {
    const empty = { json: "{}", buffers: [{ id: "b0", data: new Uint8Array() }] }
    const store = open()
    store.replaceCheckpoint({ json: "null", buffers: [] })
    store.appendTurn(empty)
    expect(checkpointOf(open())).toEqual({ json: "null", buffers: [] })
    expect(turnsOf(open())).toEqual([empty])
  })
}

function metaContract(story: Story): void {
  story("reports whether anything has been stored since a given point", (open) => {
    const store = open()
    const stores = [
      () => store.setMeta("key", "value"),
      () => store.replaceBase(recordOf("base")),
      () => store.replaceCheckpoint(recordOf("checkpoint")),
      () => store.appendTurn(recordOf("a")),
      () => store.replaceNamed("version 1", recordOf("v1")),
      () => store.outbox("team").push({ kind: "leave" }),
    ]
    for (const write of stores) {
      const { writes } = store
      write()
      expect(store.writes).toBeGreaterThan(writes)
    }
  })

  story("keeps a value under its key until it is deleted", (open) => {
    const store = open()
    for (const [key, value] of [
      ["open", "é\u0000"],
      ["group a", ""],
      ["open", "again"],
      ["bare", "1"],
    ] as const) {
      store.setMeta(key, value)
    }
    store.deleteMeta("bare")
    store.deleteMeta("unknown")
    for (const each of [store, open()]) {
      const values = ["open", "group a", "bare"].map((key) => each.getMeta(key))
      expect(values).toEqual(["again", "", undefined])
    }
  })
}

export const sendOf = (sent: number, json = "1"): Outgoing => ({
  kind: "send",
  sent,
  message: { type: "say", json, to: undefined },
})

/** Takes all unsent messages from the outbox, in order. */
export function drained(outbox: Outbox): readonly Outgoing[] {
  const all: Outgoing[] = []
  for (let first = outbox.at(0); first !== undefined; first = outbox.at(0)) {
    all.push(first.outgoing)
    outbox.done(first.number)
  }
  outbox.tidy()
  return all
}

function takenContract(story: Story): void {
  const membership = (store: SessionStoreUnderTest) => groupsStore(store).membership("a")
  const member: KeptMembership = {
    profile: { name: "Ada", role: "host", data: null },
    lastSeq: 1,
    leftSeq: 0,
    lastSent: 0,
  }
  const lastSeqOf = (store: SessionStoreUnderTest) => membership(store).get().lastSeq

  story("keeps the number of a group's last entry taken in the turn's row", (open) => {
    const store = open()
    membership(store).put(member)
    store.replaceCheckpoint(recordOf("c"))
    membership(store).take(7)
    groupsStore(store).membership("b").take(3)
    expect(membership(store).isTaken).toBe(false)
    store.appendTurn(recordOf("a"))
    store.appendTurn(recordOf("b"))
    expect([membership(store).isTaken, lastSeqOf(open())]).toEqual([true, 7])
    const again = open()
    membership(again).take(8)
    again.replaceCheckpoint(recordOf("d"))
    expect(lastSeqOf(open())).toBe(8)
    open().replaceCheckpoint(recordOf("e"))
    expect(lastSeqOf(open())).toBe(8)
  })

  story("forgets the last entry taken if no turn or checkpoint stored it", (open) => {
    const store = open()
    membership(store).put(member)
    store.replaceCheckpoint(recordOf("c"))
    membership(store).take(7)
    expect(lastSeqOf(open())).toBe(1)
  })

  story("keeps the last entry taken in the membership if there is no turn", (open) => {
    const store = open()
    membership(store).put(member)
    membership(store).take(7)
    membership(store).put({ ...member, lastSeq: 7 })
    expect([membership(store).isTaken, lastSeqOf(open())]).toEqual([true, 7])
  })

  story("ignores entries taken before the session left the group", (open) => {
    const store = open()
    membership(store).put(member)
    membership(store).take(7)
    store.appendTurn(recordOf("a"))
    membership(store).put({ ...member, lastSeq: undefined, leftSeq: 7 })
    expect(lastSeqOf(open())).toBeUndefined()
    membership(open()).put({ ...member, lastSeq: 9 })
    open().appendTurn(recordOf("b"))
    expect(lastSeqOf(open())).toBe(9)
  })
}

function outboxContract(story: Story): void {
  story("keeps unsent group messages in order until they are removed", (open) => {
    const empty = open().outbox("a")
    expect([empty.at(0), empty.unsent]).toEqual([undefined, 0])
    empty.tidy()
    open().outbox("a").push(sendOf(1))
    open().outbox("b").push(sendOf(2))
    open().outbox("a").push({ kind: "leave" })
    expect([open().outbox("a").unsent, open().outbox("b").unsent]).toEqual([2, 1])
    expect(drained(open().outbox("a"))).toEqual([sendOf(1), { kind: "leave" }])
    expect([open().outbox("a").unsent, drained(open().outbox("b"))]).toEqual([0, [sendOf(2)]])
  })

  story("keeps the last item's number even if everything has been sent", (open) => {
    const all = () => ["a", "b"].map((group) => open().outbox(group).lastSent)
    expect(all()).toEqual([0, 0])
    open().outbox("a").push(sendOf(7))
    open().outbox("b").push(sendOf(3))
    expect(all()).toEqual([7, 3])
    drained(open().outbox("a"))
    const seen: Outgoing = { kind: "seen", sent: 8, messages: [1] }
    open().outbox("a").push(seen)
    open().outbox("a").push({ kind: "leave" })
    expect(open().outbox("a").at(-1)?.outgoing).toEqual({ kind: "leave" })
    expect([all(), drained(open().outbox("a"))]).toEqual([
      [8, 3],
      [seen, { kind: "leave" }],
    ])
    for (const sent of [9, 10]) open().outbox("a").push(sendOf(sent))
    expect([all(), drained(open().outbox("a"))]).toEqual([
      [10, 3],
      [sendOf(9), sendOf(10)],
    ])
    expect([all(), open().outbox("a").at(0)]).toEqual([[10, 3], undefined])
  })

  story("counts the unsent messages and bytes of all groups together", (open) => {
    const none = { messages: 0, bytes: 0 }
    expect(open().outbox("a").unsentOfSession).toEqual(none)
    const sent = [sendOf(1), sendOf(2, '"é"'), { kind: "leave" } as const]
    for (const [i, outgoing] of sent.entries()) open().outbox(`${i}`).push(outgoing)
    const sizes = sent.map((one) => new TextEncoder().encode(JSON.stringify(one)).byteLength)
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    expect(open().outbox("another").unsentOfSession).toEqual({ messages: 3, bytes })
    for (const i of sent.keys()) drained(open().outbox(`${i}`))
    expect(open().outbox("a").unsentOfSession).toEqual(none)
  })

  story("keeps a hundred unsent messages of 64 KiB", (open) => {
    const outbox = open().outbox("a")
    const large = JSON.stringify("x".repeat(64 * 1024 - 2))
    for (let i = 1; i <= 100; i++) outbox.push(sendOf(i, large))
    expect(drained(open().outbox("a"))).toHaveLength(100)
  })
}
