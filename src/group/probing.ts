// How often a group asks its members' sessions whether somebody is there. Source: PROTOCOL.md G9

import type { StoredMember } from "./stored-member.ts"

/** While somebody hears who goes, or something is on its way. */
export const PROBE_MS = 20_000
/** While nobody would notice. */
export const QUIET_PROBE_MS = 600_000
/** Who looks by itself, and was not heard of for so long, is asked all the same: its object may have died. */
const LOOKING_PROBE_MS = QUIET_PROBE_MS / 2

/** For how long it must have been silent to be asked. */
export function silentMs(member: StoredMember | undefined): number {
  return member?.looks === true ? LOOKING_PROBE_MS : PROBE_MS
}
