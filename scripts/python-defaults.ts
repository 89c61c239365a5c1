// Python's defaults where these are other models than in BokehJS.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"
import type { DefaultRep } from "./read-models.ts"

/**
 * A title that themes affect (a string in BokehJS), complete dates and time spans (short ones without context in BokehJS), and
 * a graph's nodes and edges (none in BokehJS). They make plots look as in Python.
 */
const WANTED = [
  "Plot.title",
  "DatetimeAxis.formatter",
  "TimedeltaAxis.formatter",
  "GraphRenderer.node_renderer",
  "GraphRenderer.edge_renderer",
]
/** The defaults of every source and renderer, the same here as in Python. */
const MADE_ANYWAY = ["selected", "selection_policy", "view"]

const PROGRAM = `
import json, sys
import bokeh.models
from bokeh.core.serialization import Serializer

def default(wanted):
    type, name = wanted.split(".")
    return Serializer().encode(getattr(getattr(bokeh.models, type)(), name))

print(json.dumps({wanted: default(wanted) for wanted in sys.argv[1:]}))`

type Wire = string | number | boolean | null | readonly Wire[] | WireModel | WireMap
interface WireMap {
  readonly type: "map"
  readonly entries: readonly (readonly [string, Wire])[]
}
interface WireModel {
  readonly type: "object"
  readonly name: string
  readonly attributes?: Readonly<Record<string, Wire>>
}

/** The defaults by "Type.property". */
export function readPythonDefaults(): ReadonlyMap<string, DefaultRep> {
  const output = execFileSync(ensurePython(), ["-c", PROGRAM, ...WANTED], { encoding: "utf8" })
  const defaults = JSON.parse(output) as Readonly<Record<string, Wire>>
  return new Map(Object.entries(defaults).map(([wanted, wire]) => [wanted, defaultRep(wire)]))
}

function defaultRep(wire: Wire): DefaultRep {
  if (typeof wire !== "object" || wire === null) return wire
  if (isList(wire)) return wire.map(defaultRep)
  if (wire.type === "map") {
    return { $: "record", entries: wire.entries.map(([key, item]) => [key, defaultRep(item)]) }
  }
  const attributes = Object.entries(wire.attributes ?? {}).filter(
    ([name]) => !MADE_ANYWAY.includes(name),
  )
  return {
    $: "model",
    type: wire.name,
    attributes: attributes.map(([name, value]) => [name, defaultRep(value)] as const),
  }
}

function isList(wire: Wire): wire is readonly Wire[] {
  return Array.isArray(wire)
}
