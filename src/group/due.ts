// When a group's object has to act next.

import type { FanOut } from "./fan-out.ts"
import type { GroupPorts } from "./group-ports.ts"
import { PROBE_MS, QUIET_PROBE_MS } from "./probing.ts"
import type { Roster } from "./roster.ts"

/** How long the messages of a group without members are kept. */
export const FORGET_MS = 30 * 24 * 3_600_000

/** In how many ms, or Infinity: to probe members, to remove members that are away, to forget old messages. */
export function dueInMs(
  { store, timers }: Pick<GroupPorts, "store" | "timers">,
  roster: Roster,
  fanOut: FanOut,
): number {
  if (roster.size === 0) return store.isEmpty ? Infinity : FORGET_MS
  const goesInMs = Math.max(0, roster.nextGoesInMs(timers.now()))
  if (roster.online === 0 && !fanOut.hasOnline) return goesInMs
  // Each probe costs a wake, so members are probed only if somebody would notice that one is gone.
  return Math.min(goesInMs, roster.isToBeAsked || fanOut.isBehind ? PROBE_MS : QUIET_PROBE_MS)
}
