// The models of what was said before a session joined: of the newest messages, since those of all would be too much at a time.

import type { MessageEntry } from "./entries.ts"

const MAX_LOADED = 10

/** @returns what the data of each message has places for, by its number */
export async function loadHistory(
  wanted: readonly MessageEntry[],
  load: (attachment: string) => Promise<readonly object[]>,
): Promise<ReadonlyMap<number, readonly object[]>> {
  const loaded = new Map<number, readonly object[]>()
  const withModels = wanted.filter(({ attachment }) => attachment !== undefined)
  for (const { seq, attachment = "" } of withModels.slice(-MAX_LOADED)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    loaded.set(seq, await load(attachment))
  }
  return loaded
}
