// Values as a browser sends them.

import { HasProps } from "../model/has-props.ts"

/** @throws Error for a value that a browser could not send, such as a function */
export function wireValue(value: unknown): unknown {
  if (typeof value === "number") return wireNumber(value)
  if (value === null || typeof value === "string" || typeof value === "boolean") return value
  if (typeof value === "object") return wireObject(value)
  throw new Error(`a browser can't send a value of the type ${typeof value}`)
}

function wireNumber(value: number): unknown {
  if (Number.isFinite(value)) return value
  const name = value > 0 ? "+inf" : "-inf"
  return { type: "number", value: Number.isNaN(value) ? "nan" : name }
}

function wireObject(value: object): unknown {
  if (value instanceof HasProps) return { id: value.id }
  if (value instanceof Date) return value.getTime()
  if (value instanceof Map) return wireMap([...value])
  if (isIterable(value)) return Array.from(value, wireValue)
  return wireMap(Object.entries(value))
}

/** Arrays, also typed ones. */
function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value
}

function wireMap(entries: readonly (readonly [unknown, unknown])[]): object {
  return { type: "map", entries: entries.map(([key, value]) => [wireValue(key), wireValue(value)]) }
}
