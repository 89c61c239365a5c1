// The store in SQLite fulfills the contract and behaves like the one in memory.

import { array, assert, constant, constantFrom, nat, oneof, property, record } from "fast-check"
import { describe, expect, it } from "vitest"

import type { GroupStore } from "../../src/group/group-ports.ts"
import { SqlGroupStore } from "../../src/runtime/sql-group-store.ts"
import { MemoryGroupStore } from "../../src/testing/memory-group-store.ts"
import { withStorage } from "../support/storage.ts"
import { groupStoreContract, memberOf, messageOf, presenceOf } from "./group-store.ts"

describe("a group's store in SQLite", () => {
  groupStoreContract((story) => withStorage((storage) => story(() => new SqlGroupStore(storage))))

  it("skips invalid rows, and nothing else", () =>
    withStorage((storage) => {
      const store = new SqlGroupStore(storage)
      for (const id of ["ada", "bob"]) store.putMember(memberOf(id))
      for (let seq = 1; seq <= 9; seq++) store.append(messageOf(seq))
      const good = JSON.stringify(messageOf(4))
      const bad = [
        "", "{", "null", "[]", good, // the entry of another number
        JSON.stringify({ ...messageOf(6), json: "{" }),
        JSON.stringify({ ...messageOf(7), from: "ada" }),
      ] // prettier-ignore
      for (const [i, json] of bad.entries()) {
        storage.sql.exec("UPDATE entry SET json = ? WHERE seq = ?", json, i + 1)
      }
      storage.sql.exec("UPDATE member SET json = '{}' WHERE id = 'ada'")
      storage.sql.exec("INSERT INTO recipient VALUES ('bob', 'x', 'somewhere')")
      const again = new SqlGroupStore(storage)
      expect(again.entriesAfter(0, 1).map(({ seq }) => seq)).toEqual([8])
      expect(again.entriesAfter(0, 100).map(({ seq }) => seq)).toEqual([8, 9])
      expect(again.messagesAfter(0, 9, () => true).map(({ seq }) => seq)).toEqual([8, 9])
      expect(again.members()).toEqual([memberOf("bob")])
      // With its row invalid, bob counts as online, to be asked again.
      expect(again.recipient("bob")).toEqual({ id: "bob", cursor: undefined, state: "online" })
    }))

  it("still serves members and shards whose rows are lost", () =>
    withStorage((storage) => {
      const store = new SqlGroupStore(storage)
      store.putMember(memberOf("ada"))
      for (const id of ["bob", "cyd"]) store.putMember({ ...memberOf(id), shard: "shard 1" })
      storage.sql.exec("INSERT INTO recipient VALUES (x'00', 1, 'online')")
      const lost = ["ada", "shard 1"].map((id) => ({ id, cursor: undefined, state: "online" }))
      expect(new SqlGroupStore(storage).recipients()).toEqual(lost)
    }))

  it("takes no message for one that it has when the number of that is none", () =>
    withStorage((storage) => {
      const store = new SqlGroupStore(storage)
      store.append(messageOf(1), { sender: "ada", sent: 5 })
      store.settle(1, [])
      storage.sql.exec(
        "UPDATE sent SET sent = 'x'; UPDATE meta SET value = -1 WHERE key = 'version'",
      )
      expect(new SqlGroupStore(storage).findSent("ada", 6)).toBeUndefined()
    }))

  it("agrees with the store in memory after any steps", () =>
    withStorage((storage) => {
      new SqlGroupStore(storage).deleteMember("nobody") // makes the tables
      assert(
        property(array(STEP, { maxLength: 60 }), (steps) => {
          storage.transactionSync(() => {
            const memory = new MemoryGroupStore()
            clear(storage)
            for (const step of steps) {
              take(memory, step)
              take(new SqlGroupStore(storage), step)
            }
            expect(stateOf(new SqlGroupStore(storage))).toEqual(stateOf(memory))
          })
        }),
        { numRuns: 200 },
      )
    }))
})

const ID = constantFrom("ada", "bob", "carl", "dora")
const STEP = oneof(
  record({ do: constant("put" as const), id: ID, name: constantFrom("x", "y") }),
  record({ do: constant("delete" as const), id: ID }),
  record({ do: constant("recipient" as const), id: ID, cursor: nat(9) }),
  record({ do: constant("away" as const), id: ID }),
  record({ do: constant("message" as const), id: ID }),
  record({ do: constant("presence" as const) }),
  record({ do: constant("sent" as const), id: constantFrom("ada", "once bob"), sent: nat(9) }),
  record({ do: constant("settle" as const), id: ID }),
  record({
    do: constant("trim" as const),
    messages: nat(5),
    messageBytes: nat(2000),
    others: nat(5),
    sentSinceMs: nat(9),
  }),
)
type Step = typeof STEP extends { generate(...args: never): { value: infer T } } ? T : never

function take(store: GroupStore, step: Step): void {
  const { lastSeq } = store
  switch (step.do) {
    case "put":
      return store.putMember(memberOf(step.id, { name: step.name }))
    case "delete":
      store.deleteRecipient(step.id)
      return store.deleteMember(step.id)
    case "recipient":
      return store.putRecipient({ id: step.id, cursor: step.cursor, state: "online" })
    case "away":
      return store.putRecipient({ id: step.id, cursor: undefined, state: "away" })
    case "message":
      return store.append(messageOf(lastSeq + 1, { to: [step.id] }))
    case "presence":
      return store.append(presenceOf(lastSeq + 1))
    case "sent":
      return store.append(messageOf(lastSeq + 1), { sender: step.id, sent: step.sent })
    case "settle":
      return store.settle(lastSeq, [step.id])
    case "trim":
      return store.trim(store.settledSeq, step)
  }
}

function stateOf(store: GroupStore): unknown {
  const ids = ["ada", "bob", "carl", "dora", "once bob"]
  const { isEmpty, lastSeq, settledSeq, forgottenSeq } = store
  return {
    seqs: { isEmpty, lastSeq, settledSeq, forgottenSeq },
    members: store.members(),
    recipients: ids.map((id) => store.recipient(id)),
    entries: store.entriesAfter(0, 100),
    messages: store.messagesAfter(lastSeq - 5, 3, ({ to }) => to?.includes("bob") === false),
    sent: ids.map((id) => [0, 4, 9].map((sent) => store.findSent(id, sent))),
  }
}

function clear({ sql }: DurableObjectStorage): void {
  for (const table of ["member", "recipient", "entry", "sent"]) sql.exec(`DELETE FROM ${table}`)
  sql.exec("DELETE FROM meta WHERE key <> 'version'")
}
