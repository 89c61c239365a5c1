// What distances and angles are measured in: `radius_units: "screen"` is part of the value on the wire.
// Source: Python bokeh.core.property.dataspec.UnitsSpec (3.10)

import { Expr, Field, Value } from "../serialization/values.ts"
import type { Schema } from "./property.ts"

const WITH_UNITS = ["AngleSpec", "DistanceSpec", "NullDistanceSpec", "XOrYCoordinateSpec"]
const SUFFIX = "_units"

/** The property whose units `name` sets; undefined where it is a property itself, or nobody's units. */
export function measured(schema: Schema, name: string): string | undefined {
  if (!name.endsWith(SUFFIX) || schema.property(name) !== undefined) return undefined
  const bare = name.slice(0, -SUFFIX.length)
  const kind = schema.property(bare)?.kind
  return kind?.type === "spec" && hasUnits(kind.name) ? bare : undefined
}

/** @param kind a dataspec's name */
export function hasUnits(kind: string): boolean {
  return WITH_UNITS.includes(kind)
}

/** The same value, measured in other units. The units that are meant where none are said stay unsaid, as in Python. */
export function inUnits(schema: Schema, name: string, value: unknown, chosen: string): unknown {
  const kind = schema.property(name)?.kind
  const usual = kind?.type === "spec" && kind.name === "AngleSpec" ? "rad" : "data"
  if (chosen === usual && unitsOf(value) === undefined) return value
  const units = chosen === usual ? {} : { units: chosen }
  if (typeof value === "string") return new Field(value, units)
  if (value instanceof Field)
    return new Field(value.field, { transform: value.transform, ...units })
  if (value instanceof Expr) return new Expr(value.expr, { transform: value.transform, ...units })
  if (value instanceof Value)
    return new Value(value.value, { transform: value.transform, ...units })
  return new Value(value, units)
}

/** The units that a value has with it. */
export function unitsOf(value: unknown): string | undefined {
  const isSpec = value instanceof Field || value instanceof Expr || value instanceof Value
  return isSpec ? value.units : undefined
}
