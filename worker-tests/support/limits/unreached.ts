// A session whose groups are unreachable at first, so that its messages wait.

import { outMessage } from "../../../src/group/bounds.ts"
import { GroupError } from "../../../src/group/group-error.ts"
import type { Outbox } from "../../../src/group/kept-membership.ts"
import type { GroupCalls } from "../../../src/group/membership-ports.ts"
import { groupsStore } from "../../../src/group/session-groups-store.ts"
import { SessionGroups } from "../../../src/group/session-groups.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryStore } from "../../../src/testing/memory-store.ts"
import { nobody } from "../nobody.ts"

export const PROFILE = { name: "x", role: "member", data: null }
export const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
const WELCOME = {
  seq: 0,
  since: 0,
  members: [],
  memberCount: 0,
  hasMissed: false,
  history: [],
  state: {},
}

export interface Unreached {
  readonly groups: SessionGroups
  readonly outbox: Outbox
  /** Sends to the group with the number. @throws GroupError */
  readonly send: (group: number, data: unknown) => void
  /** Makes the groups reachable. @returns the received messages, as "GROUP JSON" */
  readonly deliver: () => Promise<readonly string[]>
}

/** @param count of groups that the session is in */
export function unreached(count: number): Unreached {
  const [clock, store] = [new FakeClock(), new MemoryStore()]
  const arrived: string[] = []
  let isReached = false
  const callsTo = (group: string): GroupCalls => ({
    hello: async () => (isReached ? WELCOME : fail()),
    leave: async () => undefined,
    send: async (_id, sent, { json }) => {
      if (!isReached) fail()
      arrived.push(`${group} ${json.slice(0, 20)}`)
      return { seq: sent, unknown: [] }
    },
    remove: async () => undefined,
    now: async () => undefined,
    seen: async () => undefined,
    receipt: () => new Promise(() => undefined),
    history: async () => [],
  })
  const ports = { store: groupsStore(store), callsTo, timers: clock, log: SILENT }
  const groups = new SessionGroups({ ...nobody(), ...ports, id: "ada" })
  groups.built()
  groups.start({
    call: () => undefined,
    turn: (action) => action(),
    lateTurn: async (action) => action(),
    asks: () => undefined,
  })
  for (let i = 0; i < count; i++) groups.membership(`${i}`).join(PROFILE)
  return {
    groups,
    outbox: store.outbox("0"),
    send: (group, data) => void groups.membership(`${group}`).send(outMessage("say", data)),
    deliver: async () => {
      isReached = true
      for (let i = 0; i < 100; i++) {
        clock.advance(1000)
        // oxlint-disable-next-line no-await-in-loop -- as often as there is something
        await new Promise((resolve) => setImmediate(resolve))
      }
      return arrived
    },
  }
}

function fail(): never {
  throw new Error("not reached")
}

/** A group's answers to the session. */
export function refusal(action: () => unknown): GroupError | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    if (error instanceof GroupError) return error
    throw error
  }
}
