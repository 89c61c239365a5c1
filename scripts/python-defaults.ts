// Defaults that are other models in Python than in BokehJS, as Python has them.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"
import type { DefaultRep } from "./read-models.ts"

/**
 * A title that themes reach (BokehJS has a text), dates and spans said in full (BokehJS has short ones without their
 * context): what Python's plots look like.
 */
const WANTED = ["Plot.title", "DatetimeAxis.formatter", "TimedeltaAxis.formatter"]

const PROGRAM = `
import json, sys
import bokeh.models
from bokeh.core.serialization import Serializer

def default(wanted):
    type, name = wanted.split(".")
    return Serializer().encode(getattr(getattr(bokeh.models, type)(), name))

print(json.dumps({wanted: default(wanted) for wanted in sys.argv[1:]}))`

type Wire = string | number | boolean | null | readonly Wire[] | WireModel
interface WireModel {
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
  const attributes = Object.entries(wire.attributes ?? {})
  return {
    $: "model",
    type: wire.name,
    attributes: attributes.map(([name, value]) => [name, defaultRep(value)] as const),
  }
}

function isList(wire: Wire): wire is readonly Wire[] {
  return Array.isArray(wire)
}
