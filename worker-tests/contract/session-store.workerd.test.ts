// The store in SQLite keeps the contract, and does what the one in memory does.

import { array, assert, constant, nat, oneof, property, record } from "fast-check"
import { describe, expect, it } from "vitest"

import { groupsStore } from "../../src/group/session-groups-store.ts"
import { SqlSessionStore } from "../../src/runtime/sql-session-store.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { withStorage } from "../support/storage.ts"
import {
  read,
  recordOf,
  sessionStoreContract,
  type SessionStoreUnderTest,
  sizesOf,
} from "./session-store.ts"

const nothing = () => undefined

describe("a session's store in SQLite", () => {
  sessionStoreContract((story) =>
    withStorage((storage) => story(() => new SqlSessionStore(storage, nothing))),
  )

  it("stores nothing, and no table, before something is put", () =>
    withStorage((storage) => {
      const store = new SqlSessionStore(storage, nothing)
      expect([store.isNew, store.getMeta("open"), [...store.turns]]).toEqual([true, undefined, []])
      expect(storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray()).toEqual(
        [],
      )
    }))

  it("reports its first write, once in its life", () =>
    withStorage((storage) => {
      let firsts = 0
      const open = () => new SqlSessionStore(storage, () => firsts++)
      open().setMeta("open", "x")
      open().replaceCheckpoint(recordOf("c"))
      expect([firsts, open().isNew]).toEqual([1, false])
    }))

  it("is empty again when it was cleared, and takes what is put then", () =>
    withStorage(async (storage) => {
      const store = new SqlSessionStore(storage, nothing)
      store.replaceCheckpoint(recordOf("c"))
      await store.clear()
      expect([store.isNew, store.checkpoint, sizesOf(store)]).toEqual([true, undefined, [0, 0]])
      store.replaceCheckpoint(recordOf("d"))
      const { checkpoint } = new SqlSessionStore(storage, nothing)
      expect(checkpoint && read(checkpoint)).toEqual(recordOf("d"))
    }))

  it("deletes unsent rows that can't be read, and nothing else", () =>
    withStorage((storage) => {
      new SqlSessionStore(storage, nothing).outbox("a").push({ kind: "leave" })
      const bad = ["", "null", "5", "{", '{"kind":"send"}', '{"kind":"send","sent":1,"message":{}}']
      const before = { number: 0, name: "a" }
      for (const [i, json] of bad.entries()) {
        const row = [before.number - i, before.name, json]
        storage.sql.exec("INSERT INTO outbox (number, name, json) VALUES (?, ?, ?)", ...row)
      }
      const outbox = new SqlSessionStore(storage, nothing).outbox("a")
      expect(outbox.unsent).toBe(bad.length + 1)
      expect([outbox.first?.outgoing, outbox.unsent]).toEqual([{ kind: "leave" }, 1])
    }))

  it("keeps the rows of what has been sent until they are removed, or their place is taken", () =>
    withStorage((storage) => {
      const store = () => new SqlSessionStore(storage, nothing)
      const outbox = store().outbox("a")
      const rows = () => storage.sql.exec("SELECT number, json FROM outbox").toArray()
      const push = (sent: number) => outbox.push({ kind: "seen", messages: [sent] })
      push(1)
      outbox.done(outbox.first?.number ?? NaN)
      expect([outbox.first, outbox.unsent, store().outbox("a").unsent]).toEqual([undefined, 0, 1])
      push(2)
      push(3)
      expect(rows().map(({ number }) => number)).toEqual([1, 2])
      outbox.done(outbox.first?.number ?? NaN)
      push(4) // comes behind the third
      expect([outbox.first?.outgoing, outbox.unsent]).toEqual([{ kind: "seen", messages: [3] }, 2])
      expect(rows()).toHaveLength(3)
      outbox.tidy()
      expect(rows()).toHaveLength(2)
      expect(store().outbox("a").first?.outgoing).toEqual({ kind: "seen", messages: [3] })
    }))

  it("takes a session for no member of a group where what it kept can't be right", () =>
    withStorage((storage) => {
      const store = new SqlSessionStore(storage, nothing)
      const none = { profile: undefined, lastSeq: undefined, leftSeq: 0, lastSent: 0 }
      for (const kept of ["", "{", "null", "[]", '{"profile":{"name":5},"lastSeq":"x"}']) {
        store.setMeta("group a", kept)
        store.setMeta("groups", kept)
        expect(groupsStore(store).membership("a").get()).toEqual(none)
        expect(groupsStore(store).joined).toEqual([])
      }
      store.setMeta("group a", '{"profile":{"name":5},"lastSeq":7,"leftSeq":3,"lastSent":9}')
      const rest = { lastSeq: 7, leftSeq: 3, lastSent: 9 }
      expect(groupsStore(store).membership("a").get()).toEqual({ ...none, ...rest })
    }))

  it("agrees with the one in memory after any steps", () =>
    withStorage(async (storage) => {
      const sql = new SqlSessionStore(storage, nothing)
      assert(
        property(array(STEP, { maxLength: 30 }), (steps) => {
          const memory = new MemoryStore()
          for (const step of [{ do: "checkpoint", bytes: 1 } as const, ...steps]) {
            take(memory, step)
            take(sql, step)
          }
          expect(stateOf(new SqlSessionStore(storage, nothing))).toEqual(stateOf(memory))
          expect(sizesOf(sql)).toEqual(sizesOf(memory))
        }),
        { numRuns: 50 },
      )
    }))
})

const STEP = oneof(
  record({ do: constant("checkpoint" as const), bytes: nat(300) }),
  record({ do: constant("turn" as const), bytes: nat(300) }),
)

function take(
  store: SessionStoreUnderTest,
  { do: what, bytes }: { readonly do: "checkpoint" | "turn"; readonly bytes: number },
): void {
  if (what === "turn") store.appendTurn(recordOf("turn", bytes))
  else store.replaceCheckpoint(recordOf("checkpoint", bytes))
}

function stateOf(store: SessionStoreUnderTest): unknown {
  const { checkpoint, turns } = store
  return [checkpoint && read(checkpoint), Array.from(turns, read)]
}
