// A group's object whose members are no sessions: for crowds that would not fit. Everything else of it is real.

import type { Entry, Outcome } from "../../src/group/entries.ts"
import type { MemberRpc } from "../../src/objects/session-rpc.ts"
import { GroupObject } from "../../src/runtime/group-object.ts"

/** What each member was handed, by id: the numbers of its messages. */
export const handed = new Map<string, number[]>()
/** Members that don't answer as long as they are in here, and those that never do. */
export const slow = new Set<string>()
export const dead = new Set<string>()

function memberOf(id: string): MemberRpc {
  return {
    takeFromGroup: async (_group: string, entries: readonly Entry[]): Promise<Outcome> => {
      if (dead.has(id)) throw new Error("this member is dead")
      // oxlint-disable-next-line no-await-in-loop -- until the test lets it go
      while (slow.has(id)) await scheduler.wait(10)
      const seqs = handed.get(id) ?? []
      handed.set(id, seqs)
      for (const { kind, seq } of entries) if (kind === "message") seqs.push(seq)
      return "taken"
    },
    hearFromGroup: () => Promise.resolve(),
    probeFromGroup: () => Promise.resolve("taken"),
  }
}

export class CrowdObject extends GroupObject {
  constructor(ctx: DurableObjectState, env: Readonly<Record<string, unknown>>) {
    const sessions = { idFromString: (id: string) => id, get: memberOf }
    super(ctx, { ...env, SESSIONS: sessions, GROUPS: env["CROWDS"] })
  }
}
