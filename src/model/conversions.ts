// What properties take beside their own values, as Python's do: strings, pairs, objects and lists that stand for models.
// Source: Python's `.accepts(...)` in bokeh.models (3.10)

import { Expr, Field, type SpecOptions, type TypedArray, Value } from "../serialization/values.ts"
import { isPlainObject } from "../util/record.ts"
import { accepts } from "./accepts.ts"
import { construct } from "./classes.ts"
import { isColumn, itemsOf } from "./column.ts"
import { hexOf, isColor } from "./css-color.ts"
import { asRead, columnsFrom, isColorObject } from "./data-tables.ts"
import { describeValue } from "./fault.ts"
import type { Kind } from "./kind.ts"
import { dashPattern } from "./line-dash.ts"
import { ModelError } from "./model-error.ts"
import { isModel, isModelOf } from "./model-object.ts"
import type { Schema } from "./property.ts"
import { constantKind } from "./spec-constants.ts"
import type { Step } from "./step.ts"

type Convert = (value: unknown, name: string) => unknown

/** By property: the types that have it, each with what is made of a value. What a conversion does not know it hands back. */
const CONVERSIONS: Readonly<Record<string, readonly (readonly [type: string, Convert])[]>> = {
  api_key: [["GMapPlot", bytesOf]],
  bottom: [["BoxAnnotation", frameEdge]],
  children: [
    ["HBox", boxChildren],
    ["VBox", boxChildren],
  ],
  color: [["ColorPicker", colorInHex]],
  data: [["ColumnDataSource", columnsFrom]],
  handles: [["BoxAnnotation", boxHandles]],
  hit_test_behavior: [["WheelZoomTool", groupByName]],
  items: [["Legend", legendItems]],
  label: [["LegendItem", labelOf]],
  left: [["BoxAnnotation", frameEdge]],
  modifiers: [
    ["TapTool", modifiersOf],
    ["WheelPanTool", modifiersOf],
    ["WheelZoomTool", modifiersOf],
  ],
  palette: [["ColorMapper", notByName]],
  right: [["BoxAnnotation", frameEdge]],
  tabs: [["Tabs", tabPanels]],
  ticker: [
    ["Axis", fixedTicker],
    ["Grid", fixedTicker],
  ],
  title: [["Plot", titleOf]],
  tooltips: [["HoverTool", tooltipRows]],
  top: [["BoxAnnotation", frameEdge]],
  value: [
    ["Slider", numberOf],
    ["RangeSlider", pairOf],
  ],
}

/** Makes what a property takes beside its own values what is stored. */
export function conversionStep(schema: Schema, name: string, kind: Kind): Step {
  const known = Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined
  const own = known?.find(([type]) => schema.isA(type))?.[1]
  const convert: Step = own ? (value) => own(value, name) : commonConversion(schema, name, kind)
  return kind.type === "spec" ? (value) => specOf(kind.name, value) ?? convert(value) : convert
}

function commonConversion(schema: Schema, name: string, kind: Kind): Step {
  const spec = kind.type === "spec" ? kind.name : undefined
  const isColored = name.endsWith("color")
  const isDashed = name.endsWith("line_dash")
  return (value) => {
    if (isColorObject(value)) return value.to_rgb().to_css()
    if (isColored) return spec === "ColorSpec" ? value : colorOf(value)
    if (isDashed) return dashPattern(schema, name, value)
    if (typeof value !== "object" || value === null) return value
    if (!isModel(value)) return containerOf(kind, value)
    return spec !== undefined && isModelOf("Expression", value) ? new Expr(value) : value
  }
}

/** `{field: "x", transform}`, `{value: 1}` and `{expr}` are what field(), value() and expr() make. */
function specOf(spec: string, value: unknown): unknown {
  if (!isPlainObject(value)) return undefined
  const { transform, units, ...form } = value
  const [[key, content] = [], ...others] = Object.entries(form)
  if (key === "value" && !isRight(spec, content)) return undefined
  if (others.length > 0 || (units !== undefined && typeof units !== "string")) return undefined
  return madeSpec(key, content, units === undefined ? { transform } : { transform, units })
}

/** A constant that Python refuses is left for the check of the whole. */
function isRight(spec: string, content: unknown): boolean {
  const constant = constantKind(spec)
  return constant === undefined || accepts(constant, content)
}

function madeSpec(key: string | undefined, content: unknown, options: SpecOptions): unknown {
  if (key === "field") return typeof content === "string" ? new Field(content, options) : undefined
  if (key === "expr") return new Expr(content, options)
  return key === "value" ? new Value(content, options) : undefined
}

/** `[r, g, b]` and `[r, g, b, a]` as Python writes them; where there is one for each row, they stay. */
function colorOf(value: unknown): unknown {
  const parts = isNumbers(value) ? [...value] : undefined
  if (parts === undefined || !isColor(parts)) return value
  return `${parts.length === 3 ? "rgb" : "rgba"}(${parts.join(", ")})`
}

function isNumbers(value: unknown): value is number[] | TypedArray {
  if (typeof value !== "object" || value === null) return false
  if (isTypedArray(value)) return true
  return Array.isArray(value) && value.every((part) => typeof part === "number")
}

/** Typed arrays and sets stand for lists (where BokehJS takes typed arrays, those stay), lists for sets, views for bytes. */
function containerOf(kind: Kind, value: object): unknown {
  const { type } = kind
  if (isTypedArray(value) && isOfLists(kind)) return Array.from(value)
  if (type === "list") return value instanceof Set ? [...(value as Set<unknown>)] : listOf(value)
  if (type === "set") return Array.isArray(value) ? new Set<unknown>(value) : value
  if (type === "bytes") return ArrayBuffer.isView(value) ? bytesIn(value) : value
  return isPlainObject(value) && hasNumberKeys(kind) ? byNumber(value) : value
}

function listOf(value: object): unknown {
  return ArrayBuffer.isView(value) && isColumn(value) ? Array.from(itemsOf(value)) : asRead(value)
}

function bytesIn({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBufferLike {
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer
}

function bytesOf(value: unknown): unknown {
  return typeof value === "string" ? new TextEncoder().encode(value).buffer : value
}

/** null: up to the plot's own edge. */
function frameEdge(value: unknown, symbol: string): unknown {
  return value === null ? construct("Node", { target: "frame", symbol }) : value
}

/** @throws ModelError for what BokehJS's slider would stumble over */
function numberOf(value: unknown): unknown {
  if (typeof value === "number" && !Number.isNaN(value)) return value
  throw new ModelError(`Slider.value must be a number, got ${describeValue(value)}`)
}

function pairOf(value: unknown): unknown {
  const pair: unknown = typeof value === "object" && value !== null ? listOf(value) : value
  const isPair = Array.isArray(pair) && pair.length === 2
  if (isPair && pair.every((item) => typeof item === "number")) return pair
  throw new ModelError(
    `RangeSlider.value must be [a number, a number], got ${describeValue(value)}`,
  )
}

/** A color picker reads and writes its colors as "#rrggbb". */
function colorInHex(value: unknown): unknown {
  if (isColorObject(value)) return value.to_hex()
  const text = typeof value === "string" ? value.trim().toLowerCase() : ""
  if (text !== "" && !text.startsWith("rgb")) return hexOf(text)
  const parts: unknown = Array.isArray(value) ? value : text.match(/[\d.]+/g)?.map(Number)
  if (!Array.isArray(parts) || !isColor(parts)) return value
  const bytes = parts.map((part, i) => Math.round(i < 3 ? Number(part) : Number(part) * 255))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`
}

function boxChildren(value: unknown): unknown {
  return mapped(value, (child) => (isModel(child) ? { child } : child))
}

function boxHandles(value: unknown): unknown {
  return isModel(value) && !hasProperty(value, "all")
    ? construct("BoxInteractionHandles", { all: value })
    : value
}

function groupByName(value: unknown): unknown {
  if (value === "group_by_name") return construct("GroupByName", {})
  return Array.isArray(value) ? construct("GroupByModels", { groups: value }) : value
}

function legendItems(value: unknown): unknown {
  return mapped(value, (item) => {
    if (!Array.isArray(item)) return item
    const [label, renderers] = item as readonly unknown[]
    return construct("LegendItem", { label, renderers })
  })
}

function labelOf(value: unknown): unknown {
  return typeof value === "string" ? new Value(value) : value
}

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

/** Where lists of numbers stand, and BokehJS takes no typed arrays. */
function isOfLists(kind: Kind): boolean {
  if (kind.type !== "or") return kind.type === "tuple"
  return kind.kinds.some(isOfLists) && !kind.kinds.some(({ type }) => type === "array")
}

function hasNumberKeys(kind: Kind): boolean {
  if (kind.type === "or") return kind.kinds.some(hasNumberKeys)
  return (
    kind.type === "dict" && (kind.key.type === "or" ? kind.key.kinds : [kind.key]).some(isNumber)
  )
}

function isNumber({ type }: Kind): boolean {
  return type === "number"
}

/** `{ 0: "zero" }`: JavaScript makes strings of such keys, Bokeh wants numbers. */
function byNumber(value: object): unknown {
  return new Map(Object.entries(value).map(([key, item]) => [numberKey(key), item as unknown]))
}

function numberKey(key: string): string | number {
  return key.trim() !== "" && Number.isFinite(Number(key)) ? Number(key) : key
}

function modifiersOf(value: unknown): unknown {
  if (typeof value !== "string") return value
  const keys = value.split("+").map((key) => key.trim())
  const unknown = keys.find((key) => !["alt", "ctrl", "shift"].includes(key))
  if (unknown !== undefined) {
    throw new ModelError(`modifiers: expected alt, ctrl or shift, joined by +, got "${value}"`)
  }
  return Object.fromEntries(keys.map((key) => [key, true]))
}

/** All palettes by name would have to be deployed with every app. @throws ModelError for a name */
function notByName(value: unknown): unknown {
  if (typeof value !== "string") return asRead(value)
  throw new ModelError(
    `palette must be a list of colors, got "${value}": import { ${value} } and give that`,
  )
}

function tabPanels(value: unknown): unknown {
  return mapped(value, (tab) => {
    if (!Array.isArray(tab)) return tab
    const [title, child] = tab as readonly unknown[]
    return construct("TabPanel", { title, child })
  })
}

function fixedTicker(value: unknown): unknown {
  const isTicks = Array.isArray(value) || ArrayBuffer.isView(value)
  return isTicks ? construct("FixedTicker", { ticks: value }) : value
}

function titleOf(value: unknown): unknown {
  return typeof value === "string" ? construct("Title", { text: value }) : value
}

function tooltipRows(value: unknown): unknown {
  const isNamed = typeof value === "object" && value !== null && !isModel(value)
  return isNamed && !Array.isArray(value) ? Object.entries(value) : value
}

function mapped(value: unknown, change: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : value
}

function hasProperty(model: object, name: string): boolean {
  return name in model
}
