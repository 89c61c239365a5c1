// The units of distances and angles: `radius_units: "screen"` is part of the value on the wire. Source: Python
// bokeh.core.property.dataspec.UnitsSpec (3.10)

import { Field, Spec, specLike, Value } from "../serialization/values.ts"
import type { Kind } from "./kind.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import { knownUnits } from "./spec-value.ts"
import type { Holder, Step } from "./step.ts"

const WITH_UNITS = ["AngleSpec", "DistanceSpec", "NullDistanceSpec", "XOrYCoordinateSpec"]
const SUFFIX = "_units"

/** The property whose units `name` sets; undefined if `name` is a property itself, or no property's units. */
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

/** Units that apps have chosen, by property: they stay when the value changes. */
const chosenBy = new WeakMap<Holder, Map<string, string>>()

/** @throws ModelError for unknown units */
export function chooseUnits(schema: Schema, name: string, units: string, holder: Holder): void {
  const kind = schema.property(name)?.kind
  const known = kind?.type === "spec" ? knownUnits(kind.name) : undefined
  if (known !== undefined && !known.includes(units)) {
    const due = known.map((unit) => `'${unit}'`).join(", ")
    throw new ModelError(`${schema.type}.${name}_units must be one of ${due}, got "${units}"`)
  }
  chosenBy.set(holder, new Map(chosenBy.get(holder)).set(name, units))
}

export function chosenUnits(name: string, holder: Holder): string | undefined {
  return chosenBy.get(holder)?.get(name)
}

/** Gives a value the units that were chosen for it, unless it has its own. */
export function unitsStep(schema: Schema, name: string, kind: Kind): Step | undefined {
  if (kind.type !== "spec" || !hasUnits(kind.name)) return undefined
  return (value, holder) => {
    const units = holder && unitsOf(value) === undefined ? chosenUnits(name, holder) : undefined
    return units === undefined ? value : inUnits(schema, name, value, units)
  }
}

/** The same value with other units. Default units are left out, as in Python. */
export function inUnits(schema: Schema, name: string, value: unknown, chosen: string): unknown {
  const kind = schema.property(name)?.kind
  const usual = kind?.type === "spec" && kind.name === "AngleSpec" ? "rad" : "data"
  if (chosen === usual && unitsOf(value) === undefined) return value
  const units = chosen === usual ? undefined : chosen
  if (value instanceof Spec) return specLike(value, { transform: value.transform, units })
  return typeof value === "string" ? new Field(value, { units }) : new Value(value, { units })
}

/** The units that a value contains. */
export function unitsOf(value: unknown): string | undefined {
  return value instanceof Spec ? value.units : undefined
}
