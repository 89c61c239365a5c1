// The names under which browsers call callbacks. BokehJS looks the names up when it loads a model, and cannot load a model
// with an unknown name. Source: bokehjs model.ts (3.10)

import { clipped } from "../util/clipped.ts"
import { fieldsOf } from "../util/record.ts"
import { isModelOf } from "./model-object.ts"
import type { Schema } from "./property.ts"

/** The signals of BokehJS's models beside changes of their properties, and the types that have them. */
const SIGNALS = {
  change: "HasProps",
  streaming: "HasProps",
  patching: "HasProps",
  transformchange: "HasProps",
  exprchange: "HasProps",
  destroyed: "HasProps",
  _select: "ColumnarDataSource",
  inspect: "ColumnarDataSource",
  do: "ActionTool",
} as const

export type JsSignal = keyof typeof SIGNALS

const signals: ReadonlyMap<string, string> = new Map(Object.entries(SIGNALS))

/** Whether models of that type have this signal. */
export function isSignal(schema: Schema, name: string): boolean {
  const type = signals.get(name)
  return type === "HasProps" || (type !== undefined && (schema.isOpen || schema.isA(type)))
}

/** What is wrong with a model's callbacks; undefined for other properties, and when nothing is. */
export function callbackFault(schema: Schema, attr: string, value: unknown): string | undefined {
  if (attr !== "js_property_callbacks" && attr !== "js_event_callbacks") return undefined
  for (const [name, callbacks] of entriesOf(value)) {
    const what = `${schema.type}.${attr}: '${clipped(name)}'`
    if (attr === "js_property_callbacks" && !isTold(schema, name))
      return `${what} must be 'change:' with the name of a property, or a signal`
    if (!Array.isArray(callbacks) || !callbacks.every((each) => isModelOf("Callback", each)))
      return `${what} must be a list of callbacks`
  }
  return undefined
}

/** The kind of the property has been checked: its keys are strings. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (!(value instanceof Map)) return Object.entries(fieldsOf(value))
  const map: ReadonlyMap<unknown, unknown> = value
  return Array.from(map, ([name, callbacks]) => [String(name), callbacks])
}

function isTold(schema: Schema, name: string): boolean {
  const [, property] = /^change:(.*)$/s.exec(name) ?? []
  if (property === undefined) return isSignal(schema, name)
  return schema.has(property)
}
