// What is wrong with a value, as precisely as possible: `Row.children[1] must be a UIElement, got a Range1d`.

import { unreadable } from "../serialization/unreadable.ts"
import { Expr, Field, Value } from "../serialization/values.ts"
import { classNameOf } from "../util/class-name.ts"
import { shown } from "../util/clipped.ts"
import { isPlainObject } from "../util/record.ts"
import { accepts } from "./accepts.ts"
import { describeKind } from "./describe-kind.ts"
import { COLUMN, type Kind, parseKind } from "./kind.ts"
import { ModelError } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import type { Schema } from "./property.ts"

/**
 * A constructor's argument must be an object of properties, but JavaScript authors may pass anything. @throws ModelError
 * with an example
 */
export function assertAttributes(schema: Schema, given: unknown): void {
  const isObject = typeof given === "object" && given !== null && !(Symbol.iterator in given)
  if (isObject && !isModel(given)) return
  const meant = given === null ? undefined : firstTaking(schema, given)
  const value = describeValue(given)
  const example = meant === undefined ? "" : `, as { ${meant}: ${value} }`
  throw new ModelError(
    `${schema.type} expects its properties as one object${example}, got ${value}`,
  )
}

/** The property that was probably meant: the first that accepts the value, its own before its parents'. */
function firstTaking(schema: Schema, value: unknown): string | undefined {
  const own = Object.entries(schema.own())
  const found = own.find(([, [kind]]) => accepts(parseKind(kind), value))
  return found?.[0] ?? (schema.parent && firstTaking(schema.parent, value))
}

interface Fault {
  /** From the property's value to the wrong part: `[1]`, `["y"]`, "" for the whole value. */
  readonly path: string
  readonly kind: Kind
  readonly value: unknown
}

/** For an error: the place, the expected kind, the actual value; or what no message can carry. */
export function describeFault(what: string, kind: Kind, value: unknown): string {
  const fault = innermost({ path: "", kind, value })
  const part = fault.kind.type === "any" ? unreadable(value, isModel) : undefined
  if (part !== undefined) return `${what}${/^[.[]/.test(part) ? "" : ": "}${part}`
  return `${what}${fault.path} must be ${describeKind(fault.kind)}, got ${describeValue(fault.value)}`
}

function innermost(fault: Fault): Fault {
  const wrong = partsOf(fault).find((part) => !accepts(part.kind, part.value))
  return wrong === undefined ? fault : innermost(wrong)
}

/** The parts of a list or an object, if its kind has parts. */
function partsOf({ path, kind, value }: Fault): readonly Fault[] {
  if (typeof value !== "object" || value === null) return []
  if (kind.type === "or") {
    const options = kind.kinds.map((option) => partsOf({ path, kind: option, value }))
    const [parts, other] = options.filter((option) => option.length > 0)
    return other === undefined ? (parts ?? []) : []
  }
  if (kind.type === "distinct" || kind.type === "optional") {
    return partsOf({ path, kind: kind.kind, value })
  }
  return Array.isArray(value) ? itemParts(path, kind, value) : memberParts(path, kind, value)
}

function itemParts(path: string, kind: Kind, items: readonly unknown[]): readonly Fault[] {
  const kindOf = (i: number) => {
    if (kind.type === "list" || kind.type === "array") return kind.item
    return kind.type === "tuple" && kind.items.length === items.length ? kind.items[i] : undefined
  }
  return items.flatMap((value, i) => {
    const item = kindOf(i)
    return item === undefined ? [] : [{ path: `${path}[${i}]`, kind: item, value }]
  })
}

function memberParts(path: string, kind: Kind, value: object): readonly Fault[] {
  const item = kind.type === "dict" ? kind.item : kind.type === "columns" ? COLUMN : undefined
  if (item === undefined || !isPlainObject(value)) return []
  return Object.entries(value).map(([name, member]) => ({
    path: `${path}[${shown(name)}]`,
    kind: item,
    value: member,
  }))
}

/** A short description of the value. */
export function describeValue(value: unknown): string {
  if (typeof value !== "object" || value === null) return shown(value)
  if (isModel(value)) return describeModel(value)
  if (value instanceof Expr) return `expr(${describeValue(value.expr)})`
  if (value instanceof Field) return `field(${describeValue(value.field)})`
  if (value instanceof Value) return `value(${describeValue(value.value)})`
  return Array.isArray(value) ? describeList(value) : nameOfClass(value)
}

function describeModel(model: object): string {
  const glyph = "glyph" in model ? typeOf(model.glyph) : ""
  return `a ${typeOf(model)}${glyph === "" ? "" : ` with ${glyph}`}`
}

function typeOf(model: unknown): string {
  const isTyped = typeof model === "object" && model !== null && "type" in model
  return isTyped ? String(model.type) : ""
}

function describeList(items: readonly unknown[]): string {
  const text = items.every((item) => typeof item !== "object" || item === null)
    ? JSON.stringify(items)
    : ""
  return text !== "" && text.length <= 40 ? text : "a list"
}

/** BokehJS takes an object with a value called `constructor` for an instance of a class. */
function nameOfClass(value: object): string {
  if (!isPlainObject(value)) return `a ${classNameOf(value)}`
  return Object.hasOwn(value, "constructor")
    ? "an object with the name 'constructor', which BokehJS can't read"
    : "an object"
}
