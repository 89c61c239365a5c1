// Makes toEqual fast for bytes. By default it reads each of millions of bytes by name.

import { Buffer } from "node:buffer"

import { expect } from "vitest"

expect.addEqualityTesters([areEqualBytes])

/** @returns undefined for values that are not bytes */
function areEqualBytes(one: unknown, other: unknown): boolean | undefined {
  if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return undefined
  if (one.constructor !== other.constructor) return undefined
  return Buffer.compare(one, other) === 0
}
