// The models of messages from before a session joined. Only those of the newest messages are loaded, since all would be too
// much at a time.

import type { MessageEntry } from "./entries.ts"

const MAX_LOADED = 10

/** @returns the objects for the places in each message's data, by the message's number */
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
