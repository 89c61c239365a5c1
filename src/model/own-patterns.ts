// The names of a model's own patterns (hatch_extra): set as hatch_pattern, such a name is not a column's name.

import { Value } from "../serialization/values.ts"

const PATTERN = "hatch_pattern"

/** @param extraOf the patterns that the model has, or is being given */
export function withOwnPattern(
  name: string,
  value: unknown,
  extraOf: (name: string) => unknown,
): unknown {
  if (typeof value !== "string" || !name.endsWith(PATTERN)) return value
  const extra = extraOf(name.slice(0, -PATTERN.length) + "hatch_extra")
  const isOwn =
    extra instanceof Map
      ? extra.has(value)
      : typeof extra === "object" && extra !== null && Object.hasOwn(extra, value)
  return isOwn ? new Value(value) : value
}
