// A group's object reads what older versions stored. It rejects data of newer versions and leaves it unchanged.

import { describe, expect, it } from "vitest"

import { SqlGroupStore } from "../../src/runtime/sql-group-store.ts"
import version1 from "../fixtures/formats/group-1.json" with { type: "json" }
import version4 from "../fixtures/formats/group-4.json" with { type: "json" }
import version5 from "../fixtures/formats/group-5.json" with { type: "json" }
import { withStorage } from "../support/storage.ts"
import { memberOf } from "./group-store.ts"

function storeOfVersion1({ sql }: DurableObjectStorage): void {
  for (const statement of version1) sql.exec(statement)
}

describe("a stored group", () => {
  it("of version 1 is upgraded without loss", () =>
    withStorage((storage) => {
      storeOfVersion1(storage)
      const store = new SqlGroupStore(storage)
      expect([store.forgottenSeq, store.lastSeq, store.settledSeq]).toEqual([1, 4, 3])
      expect(store.members().map(({ name, role, shard }) => ({ name, role, shard }))).toEqual([
        { name: "Ada", role: "member", shard: undefined },
        { name: "Bob", role: "host", shard: "shard 1" },
      ])
      expect(store.recipient("ada")).toEqual({ id: "ada", cursor: undefined, state: "online" })
      expect(store.recipient("bob")).toEqual({ id: "bob", cursor: 2, state: "away" })
      expect(store.entriesAfter(0, 9).map(({ kind }) => kind)).toEqual([
        "presence",
        "message",
        "enroll",
      ])
      expect(store.findSent("ada", 1_700_000_000_000)).toBe(3)
    }))

  it("of version 4 counts the sessions of one user as one person after the upgrade", () =>
    withStorage((storage) => {
      for (const statement of version4) storage.sql.exec(statement)
      const store = new SqlGroupStore(storage)
      expect(store.members().map(({ id, person }) => [id, person])).toEqual([
        ["zoe", "zoe"],
        ["bob", undefined],
        ["ann", "zoe"],
      ])
      expect(store.entriesAfter(0, 9).map(({ seq }) => seq)).toEqual([2])
      expect(store.seenBy(2)).toEqual(["ann"])
    }))

  it("of version 5 keeps the senders' message numbers and the last settled entry", () =>
    withStorage((storage) => {
      for (const statement of version5) storage.sql.exec(statement)
      for (const store of [new SqlGroupStore(storage), new SqlGroupStore(storage)]) {
        expect([store.settledSeq, store.lastSeq]).toEqual([2, 4])
        expect(store.findSent("bob", 1_700_000_000_004)).toBe(4)
        expect(store.findSent("zoe", 1_700_000_000_003)).toBe(3)
        expect(store.findSent("bob", 1_700_000_000_005)).toBeUndefined()
      }
    }))

  it("is upgraded only once", () =>
    withStorage((storage) => {
      storeOfVersion1(storage)
      new SqlGroupStore(storage).putMember(memberOf("aaron"))
      const ids = new SqlGroupStore(storage).members().map(({ id }) => id)
      expect(ids).toEqual(["ada", "bob", "aaron"])
    }))

  it("of a newer version is rejected with a clear error and stays unchanged", () =>
    withStorage((storage) => {
      new SqlGroupStore(storage).putMember(memberOf("ada"))
      storage.sql.exec("UPDATE meta SET value = 99 WHERE key = 'version'")
      expect(() => new SqlGroupStore(storage)).toThrow(
        /a group is stored in format 99, expected at most \d+: it was written by a newer version/,
      )
      expect(storage.sql.exec("SELECT id FROM member").toArray()).toEqual([{ id: "ada" }])
    }))
})
