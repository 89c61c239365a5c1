// The values of a dataspec: a constant of many kinds, or a value(), field() or expr() that BokehJS can connect. Source:
// bokehjs core/properties.ts and core/has_props.ts connect_signals (3.10)

import { Spec } from "../serialization/values.ts"
import { isPlainObject } from "../util/record.ts"
import { ANY, type Kind } from "./kind.ts"
import { isModel, isModelOf } from "./model-object.ts"
import { constantKind } from "./spec-constants.ts"

const ANGLES: readonly string[] = ["deg", "rad", "grad", "turn"]
const SPACES: readonly string[] = ["screen", "data"]
/** The dataspecs whose units BokehJS checks. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  AngleSpec: ANGLES,
  DistanceSpec: SPACES,
  NullDistanceSpec: SPACES,
}
/** The possible units of a dataspec's values; undefined if BokehJS does not check them. */
export function knownUnits(spec: string): readonly string[] | undefined {
  return UNITS[spec]
}

type Accepts = (kind: Kind, value: unknown) => boolean

/** The keys by which BokehJS recognizes a dataspec. */
const FORMS: readonly string[] = ["value", "field", "expr"]

/** @param accepts whether a kind accepts a value: a constant that is written unchanged must be one that Python accepts */
export function isSpecValue(spec: string, value: unknown, accepts: Accepts): boolean {
  if (value instanceof Spec) {
    return isForm(spec, Object.entries(value), accepts)
  }
  if (value instanceof Map && FORMS.some((name) => value.has(name))) return false
  const isColumn = typeof value === "string" && !spec.endsWith("Scalar")
  if (isColumn) return isConstant(spec, value, accepts)
  const kind = constantKind(spec)
  const isRight = (constant: unknown) => kind === undefined || accepts(kind, constant)
  if (!isFormOf(spec, value)) return isConstant(spec, value, accepts) && isRight(value)
  const isForms = isForm(spec, Object.entries(value), accepts)
  return isForms && (!("value" in value) || isRight(value.value))
}

/** True for an object that names a form. Any other object of a DictScalar is a constant, with values by name. */
function isFormOf(spec: string, value: unknown): value is object {
  if (!isPlainObject(value)) return false
  return spec !== "DictScalar" || Object.keys(value).some((name) => FORMS.includes(name))
}

/** `{field: "x"}` and the like, written by hand or by value(), field(), expr(). */
function isForm(
  spec: string,
  entries: readonly (readonly [string, unknown])[],
  accepts: Accepts,
): boolean {
  const { transform, units, ...form } = Object.fromEntries(entries)
  const given = Object.entries(form).filter(([, content]) => content !== undefined)
  const [[name, content] = []] = given
  if (given.length !== 1 || !areOptions(spec, transform, units)) return false
  if (name === "field") return typeof content === "string" && !spec.endsWith("Scalar")
  if (name === "expr") return isModelOf("Expression", content)
  return name === "value" && isConstant(spec, content, accepts)
}

function areOptions(spec: string, transform: unknown, units: unknown): boolean {
  const isTransform = (transform ?? undefined) === undefined || isModelOf("Transform", transform)
  const known = UNITS[spec]
  const areUnits =
    (units ?? undefined) === undefined ||
    (typeof units === "string" && known?.includes(units) !== false)
  return isTransform && areUnits
}

function isConstant(spec: string, value: unknown, accepts: Accepts): boolean {
  if (isModel(value)) return false
  if (spec === "ScreenSizeSpec") return typeof value === "number" && value >= 0
  return accepts(ANY, value)
}
