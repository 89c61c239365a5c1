// How often a group probes its members' sessions. Source: PROTOCOL.md G9

import type { StoredMember } from "./stored-member.ts"

/** While somebody listens for presence, or deliveries are under way. */
export const PROBE_MS = 20_000
/** While nobody would notice. */
export const QUIET_PROBE_MS = 600_000
/** A session that checks by itself, but was silent for so long, is probed all the same: its object may have died. */
const LOOKING_PROBE_MS = QUIET_PROBE_MS / 2

/** How long a member must have been silent before it is probed. */
export function silentMs(member: StoredMember | undefined): number {
  return member?.looks === true ? LOOKING_PROBE_MS : PROBE_MS
}
