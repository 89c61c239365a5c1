// A hash of a container's content when it was assigned: the same object may have been changed before it is assigned again.

import { isTime, millisecondsOf } from "../serialization/time.ts"
import { isStruct } from "./equal.ts"

/** 53 bits for the content of a value: equal values have equal hashes, and in practice different values never do. */
export function contentHash(value: unknown): number {
  const hash = new Hash()
  hash.add(value)
  return hash.value
}

/** Distinguishes kinds of values. */
const TAG = {
  nothing: 1,
  yes: 2,
  no: 3,
  number: 4,
  string: 5,
  list: 6,
  bytes: 7,
  object: 8,
  other: 9,
}

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)
const numbers = new WeakMap<object, number>()
let lastNumber = 0

class Hash {
  #a = 0x9e3779b9
  #b = 0x85ebca6b
  #depth = 0

  get value(): number {
    return (this.#a >>> 0) + (this.#b & 0x1fffff) * 2 ** 32
  }

  add(value: unknown): void {
    if (typeof value === "number") this.#addNumber(value)
    else if (typeof value === "string") this.#addString(value)
    else if (typeof value === "boolean") this.#mix(value ? TAG.yes : TAG.no)
    else if (typeof value === "object" && value !== null) this.#addObject(value)
    else this.#mix(TAG.nothing)
  }

  #addNumber(value: number): void {
    this.#mix(TAG.number)
    scratch[0] = value
    this.#mix(words[0] ?? 0)
    this.#mix(words[1] ?? 0)
  }

  #mix(word: number): void {
    const a = Math.imul(this.#a ^ word, 0x85ebca6b)
    this.#a = a ^ (a >>> 15)
    const b = Math.imul(this.#b + word, 0xc2b2ae35)
    this.#b = b ^ (b >>> 13)
  }

  /** The same for many, in a loop of its own: columns have millions of items. */
  #mixAll(all: Uint32Array): void {
    let [a, b] = [this.#a, this.#b]
    for (let i = 0; i < all.length; i++) {
      const word = all[i] ?? 0
      a = Math.imul(a ^ word, 0x85ebca6b)
      a ^= a >>> 15
      b = Math.imul(b + word, 0xc2b2ae35)
      b ^= b >>> 13
    }
    this.#a = a
    this.#b = b
  }

  #addString(text: string): void {
    this.#mix(TAG.string)
    this.#mix(text.length)
    let [a, b] = [0x811c9dc5, 0x9e3779b9]
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13)
    }
    this.#mix(a)
    this.#mix(b)
  }

  #addObject(value: object): void {
    if (this.#depth > 100) return // deeper levels are ignored
    const known = numbers.get(value)
    if (known !== undefined) return this.#addIdentity(known) // first, since looking for a model's kind is slow
    this.#depth++
    if (Array.isArray(value)) this.#addList(value)
    else if (ArrayBuffer.isView(value)) this.#addBytes(value)
    else if (value instanceof ArrayBuffer) this.#addBytes(new Uint8Array(value))
    else if (value instanceof Set) this.#addList(["set", [...(value as Set<unknown>)]])
    else if (value instanceof Map) this.#addList(["map", [...(value as Map<unknown, unknown>)]])
    else if (isTime(value)) this.#addList(["time", millisecondsOf(value)])
    else this.#addStruct(value)
    this.#depth--
  }

  #addList(items: readonly unknown[]): void {
    this.#mix(TAG.list)
    this.#mix(items.length)
    for (const item of items) this.add(item)
  }

  #addBytes({ buffer, byteOffset, byteLength, constructor }: ArrayBufferView): void {
    this.#mix(TAG.bytes)
    this.#addString(constructor.name)
    this.#mix(byteLength)
    const isAligned = byteOffset % 4 === 0
    const count = isAligned ? byteLength >> 2 : 0
    this.#mixAll(new Uint32Array(buffer, isAligned ? byteOffset : 0, count))
    const rest = new Uint8Array(buffer, byteOffset + count * 4, byteLength - count * 4)
    for (const byte of rest) this.#mix(byte)
  }

  /** Objects without identity by their content; models by identity. */
  #addStruct(value: object): void {
    if (isStruct(value)) {
      this.#mix(TAG.object)
      this.#addList(Object.entries(value).flat())
      return
    }
    numbers.set(value, ++lastNumber)
    this.#addIdentity(lastNumber)
  }

  #addIdentity(number: number): void {
    this.#mix(TAG.other)
    this.#mix(number)
  }
}
