// Finds what no message can carry, or no browser can read, in a property's value: when it is assigned, not when it is sent.
// Source: bokehjs core/serialization/deserializer.ts (3.10), PROTOCOL.md V-rules

import { classNameOf } from "../util/class-name.ts"
import { clipped, shown } from "../util/clipped.ts"
import { isPlainObject } from "../util/record.ts"
import { hasDtype } from "./ndarray.ts"
import { MAX_VALUE_DEPTH } from "./path.ts"
import { isTime } from "./time.ts"
import { EventValue, ModelDefinition, NDArray, PlainObject, Slice, Spec } from "./values.ts"

/** Models are checked elsewhere, by their tables. */
export type IsModelObject = (value: object) => boolean

/** What is wrong and where in the value, like `[3].x: a function can't be sent`; undefined when nothing is. */
export function unreadable(value: unknown, isModel: IsModelObject, depth = 0): string | undefined {
  if (typeof value === "object") {
    return value === null ? undefined : unreadableObject(value, isModel, depth)
  }
  if (typeof value === "function") return `${shown(value)} can't be sent`
  if (typeof value === "symbol") return "a symbol can't be read by BokehJS"
  if (typeof value !== "bigint" || BigInt.asIntN(54, value) === value) return undefined
  return `${value} is too large for a number`
}

function unreadableObject(
  value: object,
  isModel: IsModelObject,
  depth: number,
): string | undefined {
  if (Array.isArray(value)) return unreadableItems(value, isModel, depth)
  if (isModel(value) || value instanceof ArrayBuffer) return undefined
  if (ArrayBuffer.isView(value)) {
    return hasDtype(value) ? undefined : `Bokeh has no dtype for a ${value.constructor.name}`
  }
  if (depth > MAX_VALUE_DEPTH) return "nested too deeply, or in a circle"
  const parts = partsOf(value)
  if (typeof parts === "string") return parts
  for (const [name, part] of parts) {
    if (!isComposite(part)) continue
    const fault = unreadable(part, isModel, depth + 1)
    if (fault !== undefined) return within(`.${clipped(String(name))}`, fault)
  }
  return undefined
}

function unreadableItems(
  items: readonly unknown[],
  isModel: IsModelObject,
  depth: number,
): string | undefined {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (!isComposite(item)) continue // the common case: columns of numbers and strings
    if (depth > MAX_VALUE_DEPTH) return "nested too deeply, or in a circle"
    const fault = unreadable(item, isModel, depth + 1)
    if (fault !== undefined) return within(`[${i}]`, fault)
  }
  return undefined
}

/** The parts of a value, or the reason why it cannot be sent. */
function partsOf(value: object): Iterable<readonly [unknown, unknown]> | string {
  if (value instanceof Set) return [...(value as Set<unknown>)].entries()
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].flatMap(bothOf)
  if (value instanceof NDArray) return [["array", value.array]]
  if (value instanceof Slice) return []
  if (value instanceof Spec) {
    return Object.entries(value)
  }
  return isPlainObject(value) ? Object.entries(value) : noPartsOf(value)
}

function noPartsOf(value: object): readonly [] | string {
  if (value instanceof PlainObject) {
    return `an object of the type ${clipped(value.type)} can't be read by BokehJS`
  }
  if (value instanceof EventValue) return "an event can't be a value"
  if (value instanceof ModelDefinition) return "a definition of a model can't be a value"
  return isTime(value) ? [] : `an instance of ${classNameOf(value)} can't be sent`
}

/** A map's keys are checked like its values. */
function bothOf([key, value]: readonly [unknown, unknown]): (readonly [unknown, unknown])[] {
  const name = typeof key === "object" ? "a key" : key
  return [
    [name, key],
    [name, value],
  ]
}

function within(step: string, fault: string): string {
  const isPath = /^[.[]/.test(fault)
  if (fault.length > 300) return fault // deep enough to find it
  return `${step}${isPath ? "" : ": "}${fault}`
}

function isComposite(value: unknown): boolean {
  const type = typeof value
  return type !== "number" && type !== "string" && type !== "boolean" && value !== null
}
