// The store in SQLite fulfills the contract and behaves like the one in memory.

import { array, assert, constant, nat, oneof, property, record } from "fast-check"
import { describe, expect, it } from "vitest"

import { groupsStore } from "../../src/group/session-groups-store.ts"
import { SqlSessionStore } from "../../src/runtime/sql-session-store.ts"
import { rowIdOf } from "../../src/session/record-rows.ts"
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
const never = (): never => expect.unreachable()

describe("a session's store in SQLite", () => {
  sessionStoreContract((story) =>
    withStorage((storage) => story(() => new SqlSessionStore(storage, nothing))),
  )

  it("creates no table before something is put", () =>
    withStorage((storage) => {
      const store = new SqlSessionStore(storage, nothing)
      expect([store.isNew, store.getMeta("open"), [...store.turns]]).toEqual([true, undefined, []])
      expect(storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray()).toEqual(
        [],
      )
    }))

  it("reports its first write once only", () =>
    withStorage((storage) => {
      let firsts = 0
      const open = () => new SqlSessionStore(storage, () => firsts++)
      open().setMeta("open", "x")
      open().replaceCheckpoint(recordOf("c"))
      expect([firsts, open().isNew]).toEqual([1, false])
    }))

  it("stores nothing when nobody may store for the first time", () =>
    withStorage((storage) => {
      const refuse = () => {
        throw new Error("over")
      }
      const store = new SqlSessionStore(storage, refuse)
      expect(() => store.setMeta("open", "x")).toThrow("over")
      expect(() => store.replaceCheckpoint(recordOf("c"))).toThrow("over")
      expect([store.isNew, new SqlSessionStore(storage, refuse).isNew]).toEqual([true, true])
    }))

  it("is empty after it was cleared, and stores new values", () =>
    withStorage(async (storage) => {
      const store = new SqlSessionStore(storage, nothing)
      store.replaceCheckpoint(recordOf("c"))
      await store.clear()
      expect([store.isNew, store.checkpoint, sizesOf(store)]).toEqual([true, undefined, [0, 0]])
      store.replaceCheckpoint(recordOf("d"))
      const { checkpoint } = new SqlSessionStore(storage, nothing)
      expect(checkpoint && read(checkpoint)).toEqual(recordOf("d"))
    }))

  it("stores nothing of a turn whose rows cannot all be stored", () =>
    withStorage((storage) => {
      const store = new SqlSessionStore(storage, nothing)
      store.replaceCheckpoint(recordOf("c"))
      const ids = () => Array.from(storage.sql.exec("SELECT id FROM record"), ({ id }) => id)
      const second = rowIdOf(1) + 1
      storage.sql.exec("INSERT INTO record VALUES (?, x'00', NULL)", second)
      const sizes = sizesOf(store)
      expect(() => store.appendTurn(recordOf("a", 2_500_000))).toThrow("UNIQUE")
      expect([ids(), sizesOf(store)]).toEqual([[0, second], sizes])
      storage.sql.exec("DELETE FROM record WHERE id = ?", second)
      store.appendTurn(recordOf("b"))
      expect(ids()).toEqual([0, rowIdOf(1)])
    }))

  it.each(["x''", "1e9", "-1", "'text'"])("replaces a checkpoint of which %s is left", (left) =>
    withStorage((storage) => {
      const open = () => new SqlSessionStore(storage, nothing)
      open().replaceBase(recordOf("b"))
      open().replaceCheckpoint(recordOf("c"))
      storage.sql.exec(`UPDATE record SET data = ${left}; UPDATE named SET data = ${left}`)
      const store = open()
      expect([store.base?.damage, store.checkpoint?.damage]).not.toContain(undefined)
      expect(store.changedAtMs).toBeUndefined()
      store.replaceCheckpoint(recordOf("d"))
      expect(read(open().checkpoint ?? never())).toEqual(recordOf("d"))
    }),
  )

  it("treats a session as no member of a group if its stored membership is invalid", () =>
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

  it("agrees with the store in memory after any steps", () =>
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
