// How a property handles a value, prepared once for each property of a type, on first use: how an app's value is converted
// to the stored form, whether it is accepted, and whether it is new.

import { lengthStep } from "./columns.ts"
import { type Compare, comparisonOf } from "./content.ts"
import { conversionStep } from "./conversions.ts"
import { ANY } from "./kind.ts"
import type { Schema } from "./property.ts"
import { textStep } from "./spec-text.ts"
import type { Step, StepOf } from "./step.ts"
import { timesStep } from "./times.ts"
import { unitsStep } from "./units.ts"
import { assertProperty, valueCheck } from "./value-check.ts"

export interface PropertyRule {
  /** From an app's value to the stored form. */
  readonly convert: Step
  /** @throws ModelError for a value that the property does not accept */
  readonly check: (value: unknown) => void
  /** Whether a value differs from the one before it. */
  readonly compare: Compare
}

/** In order. */
const STEPS: readonly StepOf[] = [lengthStep, conversionStep, textStep, timesStep, unitsStep]

const rules = new WeakMap<Schema, Map<string, PropertyRule>>()

/** @throws ModelError for a property that the type does not have */
export function ruleOf(schema: Schema, name: string): PropertyRule {
  const ofType = rules.get(schema) ?? new Map<string, PropertyRule>()
  const known = ofType.get(name)
  if (known !== undefined) return known
  assertProperty(schema, name)
  const kind = schema.property(name)?.kind ?? ANY
  const made = {
    convert: STEPS.map((stepOf) => stepOf(schema, name, kind))
      .filter((step) => step !== undefined)
      .reduce(inTurn),
    check: valueCheck(schema, name, kind),
    compare: comparisonOf(kind),
  }
  if (!schema.isOpen) rules.set(schema, ofType.set(name, made))
  return made
}

function inTurn(first: Step, next: Step): Step {
  return (value, holder) => next(first(value, holder), holder)
}
