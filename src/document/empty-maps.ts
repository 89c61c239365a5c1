// BokehJS reads an empty map as an object, which it refuses where a Map is due, and closes the connection: so it would when
// what was selected of lines is not any more. Source: bokehjs core/kinds.ts, Mapping (3.10)

import { type HasProps, stateOf } from "../model/has-props.ts"
import { getProperty } from "../model/property-value.ts"

/** What means the same there: nothing of a line that is not there. */
export const NO_LINES: ReadonlyMap<number, readonly number[]> = new Map([[-1, []]])

/** Whether the property's value is an empty map that an open browser can't take. */
export function isEmptyMap(model: HasProps, attr: string): boolean {
  const kind = stateOf(model).schema.property(attr)?.kind
  if (kind?.type !== "dict" || !kind.isMap || kind.item.type !== "array") return false
  const value = getProperty(model, attr)
  return value instanceof Map ? value.size === 0 : Object.keys(value ?? {}).length === 0
}
