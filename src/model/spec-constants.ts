// The valid constants where a dataspec is expected, as in Python: BokehJS accepts anything. Source: Python
// bokeh.core.property.dataspec (3.10)

import { type Kind, parseKind } from "./kind.ts"
import { namesOfSpec } from "./spec-text.ts"

const NUMBER = "Float"
const LENGTH = "NonNegative(Float)"
const NAME = "Nullable(Str)"

/** Kinds of constants by dataspec, in the notation of the tables. */
const KINDS: Readonly<Record<string, string>> = {
  AlphaScalar: "Percent",
  AngleSpec: NUMBER,
  ColorScalar: "Nullable(Color)",
  ColorSpec: "Nullable(Or(Str,Color))",
  DictScalar: "Dict(Ref(Texture))",
  DistanceSpec: LENGTH,
  FontSizeSpec: "Str",
  FontSpec: "Str",
  FontStyleSpec: "Str",
  IntScalar: "Int",
  IntSpec: "Int",
  LineCapSpec: "Str",
  LineDashScalar: "Or(Str,List(Float))",
  LineDashSpec: "Or(Str,List(Float))",
  LineJoinSpec: "Str",
  MarkerSpec: "Str",
  NullDistanceSpec: `Nullable(${LENGTH})`,
  NullStringScalar: NAME,
  NullStringSpec: NAME,
  NumberScalar: NUMBER,
  NumberSpec: NUMBER,
  OutlineShapeSpec: "Str",
  ScreenSizeSpec: LENGTH,
  SizeScalar: LENGTH,
  StringSpec: "Str",
  TextAlignSpec: "Str",
  TextAnchorSpec: "Str",
  TextBaselineSpec: "Str",
  XCoordinateSpec: NUMBER,
  XOrYCoordinateSpec: NUMBER,
  YCoordinateSpec: NUMBER,
}

/** Lists of lists can only be columns. */
const NONE: Kind = { type: "or", kinds: [] }

/** The kind of a constant; undefined if any is allowed. Names are checked elsewhere. */
export function constantKind(spec: string): Kind | undefined {
  const names = spec.endsWith("Scalar") ? namesOfSpec(spec) : undefined
  if (names !== undefined && spec !== "LineDashScalar")
    return { type: "enum", values: new Set(names) }
  if (/Seq|NDArray/.test(spec)) return NONE
  const text = Object.hasOwn(KINDS, spec) ? KINDS[spec] : undefined
  return text === undefined ? undefined : parseKind(text)
}
