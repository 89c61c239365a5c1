// The limits of a group and of a session in groups, each with a way to test a given amount.

import { assertGroupName, assertProfile, outMessage } from "../../../src/group/bounds.ts"
import { Group } from "../../../src/group/group.ts"
import { RateLimit } from "../../../src/group/rate-limit.ts"
import { Roster } from "../../../src/group/roster.ts"
import { SharedState } from "../../../src/group/shared-state.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { utf8Length } from "../../../src/util/bytes.ts"
import { GROUP_LIMITS } from "../../../src/util/limits.ts"
import { MODELS_TAKE, VOLATILE_TAKES } from "./models.ts"
import type { Takes } from "./taking.ts"
import { PROFILE, refusal, SILENT, unreached } from "./unreached.ts"

const never = () => new Promise<never>(() => undefined)

function group(store = new MemoryGroupStore()): Group {
  return new Group({
    store,
    timers: new FakeClock(),
    log: SILENT,
    deliver: never,
    probe: never,
    shardProgress: never,
    shardServing: never,
    wakeAt: () => undefined,
  })
}

const helloOf = (id: string) => ({ ...PROFILE, id, isOnline: true, lastSeq: undefined })
const from = { id: "ada", name: "Ada", role: "member" }
const messageOf = (seq: number, json = "1") =>
  ({ kind: "message", seq, sentAtMs: 0, type: "say", json, from, to: undefined }) as const
const stateOf = (json: string) => ({ kind: "state", seq: 1, json, from }) as const
const isTaken = (action: () => unknown) => refusal(action) === undefined
const times = (count: number, action: (i: number) => unknown) => {
  for (let i = 0; i < count; i++) action(i)
}

/** Whether all of the given number of entries are kept. */
function areKept(
  count: number,
  entryOf: (seq: number) => Parameters<MemoryGroupStore["append"]>[0],
) {
  const store = new MemoryGroupStore()
  times(count, (i) => store.append(entryOf(i + 1)))
  store.trim(count, GROUP_LIMITS.kept)
  return store.entriesAfter(0, count).length === count
}

const presenceOf = (seq: number) =>
  ({
    kind: "presence",
    seq,
    change: "lost",
    member: { ...PROFILE, id: "a", isOnline: false },
  }) as const

function rates() {
  const clock = new FakeClock()
  const limit = new RateLimit(clock)
  return { clock, take: (count: number) => isTaken(() => times(count, () => limit.take("ada"))) }
}

export const GROUP_TAKES: Takes<typeof GROUP_LIMITS> = {
  groupsOfSession: (amount) => {
    const { groups } = unreached(amount - 1)
    return isTaken(() => groups.membership("last").join(PROFILE))
  },
  members: (amount) => {
    const full = group()
    times(amount - 1, (i) => full.hello(helloOf(`${i}`)))
    return isTaken(() => full.hello(helloOf("last")))
  },
  // Whether an object serves the given number itself.
  shardMembers: (amount) => {
    const roster = new Roster(new MemoryGroupStore(), GROUP_LIMITS.shardMembers)
    const shards: (string | undefined)[] = []
    times(amount, (i) => {
      shards.push(roster.freeShard())
      roster.put({
        ...PROFILE,
        id: `${i}`,
        isOnline: true,
        shard: shards.at(-1),
        awaySinceMs: undefined,
      })
    })
    return shards.at(-1) === undefined
  },
  // Whether the last member to join is announced.
  announcedMembers: (amount) => {
    const store = new MemoryGroupStore()
    const crowd = group(store)
    times(amount, (i) => crowd.hello(helloOf(`${i}`)))
    const last = store.entriesAfter(0, Infinity).findLast(({ kind }) => kind === "presence")
    return last?.kind === "presence" && last.member.id === `${amount - 1}`
  },
  messageBytes: (amount) => isTaken(() => outMessage("say", "x".repeat(amount - 2), undefined)),
  targets: (amount) =>
    isTaken(() =>
      outMessage(
        "say",
        1,
        Array.from({ length: amount }, () => "ada"),
      ),
    ),
  kept: {
    messages: (amount) => areKept(amount, (seq) => messageOf(seq)),
    messageBytes: (amount) => {
      const sizeOf = (seq: number, json: string) => utf8Length(JSON.stringify(messageOf(seq, json)))
      const each = Math.floor(amount / 4)
      return areKept(4, (seq) => {
        const bytes = seq === 1 ? amount - 3 * each : each
        return messageOf(seq, "1".repeat(bytes - sizeOf(seq, "")))
      })
    },
    others: (amount) => areKept(amount, presenceOf),
  },
  nameChars: (amount) => {
    const name = "x".repeat(amount)
    const answers = [
      () => assertGroupName(name),
      () => assertProfile({ ...PROFILE, name }),
      () => assertProfile({ ...PROFILE, role: name }),
      () => outMessage(name, 1, undefined),
      () => outMessage("say", 1, [name]),
      () => outMessage("say", 1, { role: name }),
    ].map(isTaken)
    if (new Set(answers).size > 1) throw new Error(`not all alike: ${answers.join()}`)
    return answers.every(Boolean)
  },
  profileBytes: (amount) =>
    isTaken(() => assertProfile({ ...PROFILE, data: "x".repeat(amount - 2) })),
  stateBytes: (amount) => {
    const shared = new SharedState(new MemoryGroupStore())
    const value = (count: number) => JSON.stringify({ a: "x".repeat(count) })
    return isTaken(() => shared.setter(stateOf(value(amount - value(0).length))))
  },
  stateKeys: (amount) => {
    const shared = new SharedState(new MemoryGroupStore())
    const parts = Array.from({ length: amount }, (_, i) => [`k${i}`, 0] as const)
    return isTaken(() => shared.setter(stateOf(JSON.stringify(Object.fromEntries(parts)))))
  },
  models: MODELS_TAKE,
  volatile: VOLATILE_TAKES,
  messagesPerSecond: (amount) => {
    const { clock, take } = rates()
    take(GROUP_LIMITS.messageBurst)
    clock.advance(1000)
    return take(amount)
  },
  messageBurst: (amount) => rates().take(amount),
  unsentMessages: (amount) => {
    const { send } = unreached(1)
    times(amount - 1, (i) => send(0, i))
    return isTaken(() => send(0, "last"))
  },
  unsentOfSession: {
    messages: (amount) => {
      const { send } = unreached(11)
      times(amount - 1, (i) => send(i % 11, i))
      return isTaken(() => send(0, "last"))
    },
    bytes: (amount) => {
      const { send, outbox } = unreached(4)
      send(0, "")
      const { bytes: overhead } = outbox.unsentOfSession
      const left = () => amount - outbox.unsentOfSession.bytes
      for (let i = 0; left() > 100_000; i++) send(i % 4, "x".repeat(60_000))
      send(3, "x".repeat(40_000 - overhead))
      return isTaken(() => send(3, "x".repeat(left() - overhead)))
    },
  },
  historyMessages: (amount) => {
    const talking = group()
    times(500, () => talking.post({ name: "s", role: "server" }, outMessage("say", 1, undefined)))
    return talking.history(undefined, { limit: amount }).length === amount
  },
}
