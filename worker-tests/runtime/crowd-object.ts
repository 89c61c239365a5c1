// A real group object whose members are simulated, for crowds of sessions that would not fit.

import type { Entry, Outcome } from "../../src/group/entries.ts"
import type { MemberRpc } from "../../src/objects/session-rpc.ts"
import { GroupObject } from "../../src/runtime/group-object.ts"

/** The numbers of the messages that each member received, by its id. */
export const handed = new Map<string, number[]>()
/** Members that don't answer while they are listed in `slow`, and members that never answer. */
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
