// A session's unsent group messages in SQLite: which rows are read, and that the outbox behaves like the one in memory. The
// rest is in the contract of a session's store.

import { array, assert, constantFrom, property, record } from "fast-check"
import { describe, expect, it } from "vitest"

import type { Outbox } from "../../src/group/kept-membership.ts"
import type { MembershipPorts } from "../../src/group/membership-ports.ts"
import { MembershipState } from "../../src/group/membership-state.ts"
import { SendQueue } from "../../src/group/send-queue.ts"
import { groupsStore } from "../../src/group/session-groups-store.ts"
import { SqlSessionStore } from "../../src/runtime/sql-session-store.ts"
import { FakeClock } from "../../src/testing/fake-clock.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { withStorage } from "../support/storage.ts"
import { drained, sendOf } from "./session-store.ts"

const nothing = () => undefined
const KINDS = "SELECT json ->> '$.kind' AS kind FROM outbox"

describe("a session's outbox in SQLite", () => {
  it("deletes unreadable unsent rows, and nothing else", () =>
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
      expect([outbox.at(0)?.outgoing, outbox.unsent]).toEqual([{ kind: "leave" }, 1])
    }))

  it("keeps the rows of sent messages until they are removed or overwritten", () =>
    withStorage((storage) => {
      const store = () => new SqlSessionStore(storage, nothing)
      const outbox = store().outbox("a")
      const rows = () => storage.sql.exec("SELECT number, json FROM outbox").toArray()
      const push = (sent: number) => outbox.push({ kind: "seen", messages: [sent] })
      push(1)
      outbox.done(outbox.at(0)?.number ?? NaN)
      expect([outbox.at(0), outbox.unsent, store().outbox("a").unsent]).toEqual([undefined, 0, 1])
      push(2)
      push(3)
      expect(rows().map(({ number }) => number)).toEqual([1, 2])
      outbox.done(outbox.at(0)?.number ?? NaN)
      push(4) // is queued behind the third
      expect([outbox.at(0)?.outgoing, outbox.unsent]).toEqual([{ kind: "seen", messages: [3] }, 2])
      expect(rows()).toHaveLength(3)
      outbox.tidy()
      expect(rows()).toHaveLength(2)
      expect(store().outbox("a").at(0)?.outgoing).toEqual({ kind: "seen", messages: [3] })
    }))

  it("keeps the last message's number in its row until the next message overwrites it", () =>
    withStorage((storage) => {
      const outbox = new SqlSessionStore(storage, nothing).outbox("a")
      const rows = () => storage.sql.exec("SELECT number, json FROM outbox").toArray()
      const done = () => outbox.done(outbox.at(0)?.number ?? NaN)
      outbox.push(sendOf(7))
      done()
      outbox.tidy()
      expect(rows()).toEqual([{ number: 1, json: '{"kind":"noted","sent":7}' }])
      outbox.push({ kind: "leave" })
      new SqlSessionStore(storage, nothing).outbox("b").push(sendOf(5))
      expect(rows().map(({ number }) => number)).toEqual([1, 2, 3])
      done()
      outbox.push(sendOf(8))
      expect(rows()[0]).toEqual({ number: 1, json: JSON.stringify(sendOf(8)) })
      outbox.push(sendOf(9)) // is queued behind the other
      done()
      done()
      outbox.tidy()
      expect(rows().map(({ json }) => json)).toEqual([
        JSON.stringify(sendOf(5)),
        '{"kind":"noted","sent":9}',
      ])
    }))

  it("keeps a message's row as it is until nothing has been sent for a second", () =>
    withStorage(async (storage) => {
      const clock = new FakeClock()
      const store = groupsStore(new SqlSessionStore(storage, nothing)).membership("a")
      const calls = { send: async () => ({ seq: 1, unknown: [] }) }
      const stage = { running: {} }
      const ports = { store, calls, stage, timers: clock, id: "ada" } as unknown as MembershipPorts
      const queue = new SendQueue(new MembershipState(store), ports)
      const rows = () => Array.from(storage.sql.exec(KINDS), ({ kind }) => kind)
      for (let i = 0; i < 5; i++) {
        void queue.pushMessage({ type: "say", json: "1", to: undefined })
        const first = store.outbox.at(0)
        if (first) await queue.send(first) // oxlint-disable-line no-await-in-loop -- in order
        clock.advance(600)
        expect(rows()).toEqual(["send"])
      }
      clock.advance(1500)
      expect(rows()).toEqual(["noted"])
    }))

  it("has the same unsent messages as the outbox in memory after any steps", () =>
    withStorage((storage) => {
      new SqlSessionStore(storage, nothing).setMeta("open", "x")
      assert(
        property(array(STEP, { maxLength: 40 }), (steps) => {
          storage.sql.exec("DELETE FROM outbox")
          const memory = new MemoryStore()
          let store = new SqlSessionStore(storage, nothing)
          for (const [i, { group, what }] of steps.entries()) {
            for (const each of [memory, store]) take(each.outbox(group), what, i + 1)
            if (what === "tidy") store = new SqlSessionStore(storage, nothing)
          }
          expect(stateOf(store)).toEqual(stateOf(memory))
        }),
        { numRuns: 200 },
      )
    }))
})

const GROUPS = ["a", "b"] as const
const STEP = record({
  group: constantFrom(...GROUPS),
  what: constantFrom("send", "send", "seen", "old seen", "add", "done", "done", "tidy"),
})
type Step = typeof STEP extends { generate(...args: never): { value: infer T } } ? T : never

function take(outbox: Outbox, what: Step["what"], sent: number): void {
  switch (what) {
    case "send":
      return outbox.push(sendOf(sent))
    case "seen":
      return outbox.push({ kind: "seen", sent, messages: [1] })
    case "old seen":
      return outbox.push({ kind: "seen", messages: [1] })
    case "add":
      return addTo(outbox, sent)
    case "done":
      return outbox.done(outbox.at(0)?.number ?? NaN)
    case "tidy":
      return outbox.tidy()
  }
}

/** As marks go along with those that wait behind everything else. */
function addTo(outbox: Outbox, sent: number): void {
  const last = outbox.at(-1)
  if (last?.outgoing.kind !== "seen") return
  outbox.done(last.number)
  outbox.push({ kind: "seen", sent, messages: [...last.outgoing.messages, sent] })
}

interface Store {
  outbox(group: string): Outbox
}

function stateOf(store: Store): unknown {
  return GROUPS.map((group) => {
    const outbox = store.outbox(group)
    const { lastSent, unsent, unsentOfSession } = outbox
    return { lastSent, unsent, unsentOfSession, sent: drained(outbox) }
  })
}
