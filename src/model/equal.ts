// When a property's new value equals the old one: then nothing has changed, and no callback runs.

import { isTime, millisecondsOf } from "../serialization/time.ts"
import {
  EventValue,
  Expr,
  Field,
  NDArray,
  PlainObject,
  Slice,
  Value,
} from "../serialization/values.ts"
import { bytesOf } from "../util/bytes.ts"

const STRUCTS: readonly unknown[] = [
  Object,
  NDArray,
  Value,
  Field,
  Expr,
  Slice,
  PlainObject,
  EventValue,
]

/** Structural equality; models are equal only to themselves. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  return isEqualContainer(a, b)
}

/** Two objects of one class. */
function isEqualContainer(a: object, b: object): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return equalItems(a, b)
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return equalBytes(bytesOf(a), bytesOf(b))
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
    return equalBytes(new Uint8Array(a), new Uint8Array(b))
  }
  if (isTime(a)) return Object.is(millisecondsOf(a), millisecondsOf(b))
  return equalEntries(a, b)
}

function equalEntries(a: object, b: object): boolean {
  if (a instanceof Map && b instanceof Map) return equalItems([...a], [...b])
  if (a instanceof Set && b instanceof Set) return equalItems([...a], [...b])
  return isStruct(a) && equalItems(Object.entries(a), Object.entries(b))
}

/** True for objects that are equal if their parts are. */
export function isStruct(value: object): boolean {
  return STRUCTS.includes(value.constructor)
}

function equalItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!isEqual(a[i], b[i])) return false
  return true
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
