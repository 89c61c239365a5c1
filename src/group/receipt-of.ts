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
  const personsIn = (way: keyof Progress) =>
    new Set(
      progress
        .flatMap((each) => each[way])
        .filter(isOf)
        .map((id) => roster.personOf(id)),
    )
  // A person has it when one of its sessions has it. A person is offline when none has it, but one may still get it.
  const known = new Set(own === undefined ? [] : [own])
  const newOf = (way: keyof Progress): readonly string[] => {
    const news = [...personsIn(way)].filter((person) => !known.has(person))
    for (const person of news) known.add(person)
    return news
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
