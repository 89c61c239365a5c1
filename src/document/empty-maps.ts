// BokehJS reads an empty map as an object, rejects that where it expects a Map, and closes the connection: for example when
// a selection of lines becomes empty. Source: bokehjs core/kinds.ts, Mapping (3.10)

import { type HasProps, stateOf } from "../model/has-props.ts"
import { getProperty } from "../model/property-value.ts"

/** Equivalent for BokehJS: no points of a line that does not exist. */
export const NO_LINES: ReadonlyMap<number, readonly number[]> = new Map([[-1, []]])

/** Whether the property's value is an empty map that an open browser cannot read. */
export function isEmptyMap(model: HasProps, attr: string): boolean {
  const kind = stateOf(model).schema.property(attr)?.kind
  if (kind?.type !== "dict" || !kind.isMap || kind.item.type !== "array") return false
  const value = getProperty(model, attr)
  return value instanceof Map ? value.size === 0 : Object.keys(value ?? {}).length === 0
}
