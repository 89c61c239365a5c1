// What some properties take beside their own values, and what it is turned into: a title's text, ticks, legend entries.
// Source: Python's `.accepts(...)` in bokeh.models (3.10)

import { Value } from "../serialization/values.ts"
import { construct } from "./classes.ts"
import type { Schema } from "./property.ts"
import { specFromText } from "./spec-text.ts"

/** The type of what a property `K` of type `T` takes beside `T`. */
export type Accepted<K, T> = K extends "ticker"
  ? [T] extends [object | null]
    ? readonly number[]
    : never
  : T extends readonly { readonly label: unknown; readonly renderers: infer Renderers }[]
    ? readonly (readonly [label: string, renderers: Renderers])[]
    : never

/** What is stored for a value that an app writes. */
export function valueToSet(schema: Schema, name: string, value: unknown): unknown {
  if (typeof value === "string") return textToSet(schema, name, value)
  if (!Array.isArray(value)) return value
  const items: readonly unknown[] = value
  const takesTicks = name === "ticker" && (schema.isA("Axis") || schema.isA("Grid"))
  if (takesTicks) return construct("FixedTicker", { ticks: items })
  return name === "items" && schema.isA("Legend") ? items.map(legendItem) : value
}

/** Where a dataspec is due, a text is a column's name. */
function textToSet(schema: Schema, name: string, text: string): unknown {
  if (name === "title" && schema.isA("Plot")) return construct("Title", { text })
  if (name === "label" && schema.isA("LegendItem")) return new Value(text)
  const kind = schema.property(name)?.kind
  return kind?.type === "spec" ? specFromText(kind.name, name, text) : text
}

function legendItem(item: unknown): unknown {
  if (!Array.isArray(item)) return item
  const [label, renderers] = item as readonly unknown[]
  return construct("LegendItem", { label, renderers })
}
