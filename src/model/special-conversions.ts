// What single properties accept beside their own values, as Python's do: strings, pairs and lists that stand for models.
// Source: Python's `.accepts(...)` in bokeh.models (3.10)

import { Value } from "../serialization/values.ts"
import { isList } from "../util/record.ts"
import { construct } from "./classes.ts"
import { hexOf, isColor } from "./css-color.ts"
import { asRead, columnsFrom, isColorObject } from "./data-tables.ts"
import { ModelError } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import type { Schema } from "./property.ts"

type Convert = (value: unknown, name: string) => unknown

/**
 * By property: the types that have it, each with its conversion. A conversion returns values that it does not know
 * unchanged.
 */
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
}

/** The property's own conversion, if it has one. */
export function specialConversion(schema: Schema, name: string): Convert | undefined {
  const known = Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined
  return known?.find(([type]) => schema.isA(type))?.[1]
}

function bytesOf(value: unknown): unknown {
  return typeof value === "string" ? new TextEncoder().encode(value).buffer : value
}

/** null: up to the plot's own edge. */
function frameEdge(value: unknown, symbol: string): unknown {
  return value === null ? construct("Node", { target: "frame", symbol }) : value
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
  return isModel(value) && !("all" in value)
    ? construct("BoxInteractionHandles", { all: value })
    : value
}

function groupByName(value: unknown): unknown {
  if (value === "group_by_name") return construct("GroupByName", {})
  return Array.isArray(value) ? construct("GroupByModels", { groups: value }) : value
}

function legendItems(value: unknown): unknown {
  return mapped(value, (item) => {
    if (!isList(item)) return item
    const [label, renderers] = item
    return construct("LegendItem", { label, renderers })
  })
}

function labelOf(value: unknown): unknown {
  return typeof value === "string" ? new Value(value) : value
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

/** If names were allowed, all palettes would have to be deployed with every app. @throws ModelError for a name */
function notByName(value: unknown): unknown {
  if (typeof value !== "string") return asRead(value)
  throw new ModelError(
    `palette must be a list of colors, got "${value}": import { ${value} } and give that`,
  )
}

function tabPanels(value: unknown): unknown {
  return mapped(value, (tab) => {
    if (!isList(tab)) return tab
    const [title, child] = tab
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
