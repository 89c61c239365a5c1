// Entries that are messages: whom they are for, and what an app gets of them.

import type { GroupMessage, MessageEntry } from "./entries.ts"

/** Whether who has one of these ids may have heard it, or has sent it; undefined is who is no member. */
export function isHeardBy(
  ids: readonly (string | undefined)[],
  { to, from }: MessageEntry,
): boolean {
  return to === undefined || ids.some((id) => from.id === id || to.includes(id ?? ""))
}

/** What its data has places for is still to be filled in. */
export function messageOf(entry: MessageEntry): GroupMessage {
  const { seq, type, json, from, sentAtMs, attachment } = entry
  const data: unknown = JSON.parse(json)
  const message = { seq, type, data, from, sentAtMs }
  return attachment === undefined ? message : { ...message, attachment }
}
