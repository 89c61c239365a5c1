// The fields of a representation: each with its required type, or an error. Source: bokehjs core/serialization/reps.ts
// (3.10), PROTOCOL.md V-rules

import { shown } from "../util/clipped.ts"
import { isName } from "../util/is-name.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import { isList } from "../util/record.ts"
import { SerializationError } from "./serialization-error.ts"

export type Rep = Readonly<Record<string, unknown>>

export function nameIn(rep: Rep, field: string): string {
  const value = rep[field]
  if (isName(value)) return value
  throw new SerializationError(
    `'${field}' must be a string of 1 to ${MESSAGE_LIMITS.nameChars} characters`,
  )
}

export function listIn(rep: Rep, field: string): readonly unknown[] {
  const value = rep[field] ?? []
  if (isList(value)) return value
  throw new SerializationError(`'${field}' must be a list`)
}

export function stringIn(rep: Rep, field: string): string {
  const value = rep[field]
  if (typeof value === "string") return value
  throw new SerializationError(`'${field}' must be a string`)
}

export function bound(rep: Rep, field: string): number | null {
  const value = rep[field] ?? null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- isInteger is no type guard
  if (value === null || Number.isInteger(value)) return value as number | null
  throw new SerializationError(`'${field}' of a slice must be a whole number or null`)
}

export function shapeIn(rep: Rep): readonly number[] {
  const shape = listIn(rep, "shape")
  const isShape =
    shape.length <= 32 && shape.every((n) => Number.isSafeInteger(n) && Number(n) >= 0)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each item was just looked at
  if (isShape) return shape as readonly number[]
  throw new SerializationError("'shape' must be a list of sizes")
}

export function decodeNumber(value: unknown): number {
  if (typeof value === "number") return value
  if (value === "nan") return NaN
  if (value === "+inf") return Infinity
  if (value === "-inf") return -Infinity
  throw new SerializationError(`'value' of a number can't be ${shown(value)}`)
}

/** Milliseconds since the epoch, like Bokeh's own dates. */
export function decodeDate(iso: string): number {
  // oxlint-disable-next-line no-restricted-globals -- parsing reads no clock
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) throw new SerializationError(`${shown(iso)} is not an ISO date`)
  return ms
}
