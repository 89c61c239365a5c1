// When a group has something to do next.

import type { FanOut } from "./fan-out.ts"
import type { GroupPorts } from "./group-ports.ts"
import { PROBE_MS, QUIET_PROBE_MS } from "./probing.ts"
import type { Roster } from "./roster.ts"

/** How long the messages of a group without members are kept. */
export const FORGET_MS = 30 * 24 * 3_600_000

/** In how many ms, or Infinity: to ask who is there, to let go of who is away, to forget what was said. */
export function dueInMs(
  { store, timers }: Pick<GroupPorts, "store" | "timers">,
  roster: Roster,
  fanOut: FanOut,
): number {
  if (roster.size === 0) return store.isEmpty ? Infinity : FORGET_MS
  const goesInMs = Math.max(0, roster.nextGoesAtMs - timers.now())
  if (roster.online === 0 && !fanOut.hasOnline) return goesInMs
  // Signs of life cost a wake each: they are asked for where somebody would see that there are none.
  return Math.min(goesInMs, roster.isToBeAsked || fanOut.isBehind ? PROBE_MS : QUIET_PROBE_MS)
}
