// What some properties take beside their own values, and what it is turned into: a title's text, ticks, legend entries.
// Source: Python's `.accepts(...)` in bokeh.models (3.10)

import { Value } from "../serialization/values.ts"
import { construct } from "./classes.ts"
import type { Schema } from "./property.ts"
import { specFromText } from "./spec-text.ts"
import { withoutTimes } from "./times.ts"

/** What is stored for a value that an app writes. */
export function valueToSet(schema: Schema, name: string, value: unknown): unknown {
  if (typeof value === "string") return withoutTimes(schema, name, textToSet(schema, name, value))
  const timeless = withoutTimes(schema, name, value)
  if (!Array.isArray(timeless)) return containerToSet(schema, name, timeless)
  const items: readonly unknown[] = timeless
  if (schema.property(name)?.kind.type === "set") return new Set(items)
  const takesTicks = name === "ticker" && (schema.isA("Axis") || schema.isA("Grid"))
  if (takesTicks) return construct("FixedTicker", { ticks: items })
  return name === "items" && schema.isA("Legend") ? items.map(legendItem) : timeless
}

/** A set where a list is due, and bytes in whatever way. */
function containerToSet(schema: Schema, name: string, value: unknown): unknown {
  const type = schema.property(name)?.kind.type
  if (type === "list" && value instanceof Set) return [...(value as Set<unknown>)]
  if (type !== "bytes" || !ArrayBuffer.isView(value)) return value
  const { buffer, byteOffset, byteLength } = value
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer
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
