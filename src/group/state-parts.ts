// The parts of the shared state, as they are kept in the group and in each session.

import { GROUP_LIMITS } from "../util/limits.ts"
import { parseJson } from "../util/parse-json.ts"
import { fieldsOf } from "../util/record.ts"
import type { StateEntry } from "./entries.ts"

type Changes = Pick<StateEntry, "json" | "gone">

/** The new values by key; undefined for keys that are deleted. */
export function changesIn({ json, gone = [] }: Changes): readonly (readonly [string, unknown])[] {
  const changes = parseJson(json)
  return [...Object.entries(fieldsOf(changes)), ...gone.map((key) => [key, undefined] as const)]
}

/**
 * Sets one part, or notes that it was deleted: then it has no value. As long as there is room, deleted parts are kept for
 * sessions that are away, and against older news of them; the newest are last.
 */
export function putPart<P extends { readonly value: unknown }>(
  parts: Map<string, P>,
  key: string,
  part: P,
): void {
  if (part.value === undefined) parts.delete(key)
  parts.set(key, part)
  const { stateKeys } = GROUP_LIMITS
  if (parts.size <= stateKeys) return
  for (const [other, { value }] of parts)
    if (parts.size > stateKeys && value === undefined) parts.delete(other)
}
