// The receipt of a message, by persons, made from the progress of each of their sessions.

import type { Receipt } from "./entries.ts"
import type { Sent } from "./group-ports.ts"
import type { Progress } from "./receipts.ts"
import { isShard, type Roster } from "./roster.ts"

interface Known {
  readonly roster: Roster
  /** Of the group's own object, and of its shards. */
  readonly progress: readonly Progress[]
  readonly seen: readonly string[]
  readonly nowMs: number
}

export function receiptOf(
  { seq, unknown, own }: Sent,
  { roster, progress, seen, nowMs }: Known,
): Receipt {
  const isOf = (id: string) => !isShard(id) && (roster.get(id)?.joinedSeq ?? 0) < seq
  // A person has it when one of its sessions has it. A person is offline when none has it, but one may still get it.
  const known = new Set([own])
  const newOf = (way: keyof Progress): readonly string[] => {
    const ids = progress.flatMap((each) => each[way]).filter(isOf)
    const persons = new Set(ids.map((id) => roster.personOf(id)))
    for (const person of persons)
      if (known.has(person)) persons.delete(person)
      else known.add(person)
    return [...persons]
  }
  const delivered = newOf("delivered")
  const offline = newOf("offline")
  const dropped = [...newOf("dropped"), ...unknown]
  return { seq, delivered, seen, offline, dropped, awayForMs: awayForMs(roster, offline, nowMs) }
}

/** For persons: the time since their last session disconnected. */
function awayForMs(
  roster: Roster,
  ids: readonly string[],
  nowMs: number,
): Readonly<Record<string, number>> {
  const sinceMs = (id: string) => {
    const since = roster.sessionsOf(id).map(({ awaySinceMs = nowMs }) => awaySinceMs)
    return since.length === 0 ? nowMs : Math.max(...since)
  }
  return Object.fromEntries(ids.map((id) => [id, nowMs - sinceMs(id)] as const))
}
