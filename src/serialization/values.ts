// The native forms of wire values for which JavaScript has no type. Source: bokehjs core/serialization/reps.ts,
// core/util/slice.ts, core/util/ndarray.ts (3.10), PROTOCOL.md V-rules.

export type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

export type DataType =
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "float32"
  | "float64"
export type NDDataType = DataType | "bool" | "object"

/** A range of indices, as in Python: `stop` is exclusive, `null` is open. */
export class Slice {
  readonly start: number | null
  readonly stop: number | null
  readonly step: number | null

  constructor(start: number | null = null, stop: number | null = null, step: number | null = null) {
    this.start = start
    this.stop = stop
    this.step = step
  }
}

/**
 * An array with shape and dtype, in C order. Only for what a plain array or typed array cannot express: a number of
 * dimensions other than one, or dtype "bool" (as bytes 0 and 1). Elements of "object" are plain values in a flat array.
 */
export class NDArray {
  readonly array: TypedArray | readonly unknown[]
  readonly shape: readonly number[]
  readonly dtype: NDDataType

  constructor(array: TypedArray | readonly unknown[], shape: readonly number[], dtype: NDDataType) {
    this.array = array
    this.shape = shape
    this.dtype = dtype
  }
}

/** What the three forms of dataspecs share: a transform (a model) and units ("data", "screen", "deg" ...). */
export interface SpecOptions {
  readonly transform?: unknown
  readonly units?: string | undefined
}

export abstract class Spec {
  readonly transform?: unknown
  readonly units?: string | undefined

  constructor({ transform, units }: SpecOptions) {
    this.transform = transform
    this.units = units
  }
}

/** A dataspec with one constant for all rows. */
export class Value<T = unknown> extends Spec {
  readonly value: T

  constructor(value: T, options: SpecOptions = {}) {
    super(options)
    this.value = value
  }
}

/** A dataspec that reads a column of the data source. */
export class Field extends Spec {
  readonly field: string

  constructor(field: string, options: SpecOptions = {}) {
    super(options)
    this.field = field
  }
}

/** A dataspec that BokehJS computes from an expression (a model). */
export class Expr extends Spec {
  readonly expr: unknown

  constructor(expr: unknown, options: SpecOptions = {}) {
    super(options)
    this.expr = expr
  }
}

/** The same form with other options. @param map changes what it holds */
export function specLike(
  spec: Spec,
  options: SpecOptions,
  map = (content: unknown): unknown => content,
): Spec {
  if (spec instanceof Value) return new Value(map(spec.value), options)
  if (spec instanceof Expr) return new Expr(map(spec.expr), options)
  return spec instanceof Field ? new Field(spec.field, options) : spec
}

/** An object of a named type without identity (`object` without `id`). It is passed through unchanged. */
export class PlainObject {
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>

  constructor(type: string, attributes: Readonly<Record<string, unknown>>) {
    this.type = type
    this.attributes = attributes
  }
}

/** A UI event on the wire (`{"type": "event"}`). */
export class EventValue {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>

  constructor(name: string, values: Readonly<Record<string, unknown>>) {
    this.name = name
    this.values = values
  }
}

/** The definition of a data model that Python created (an entry of a document's `defs`). */
export class ModelDefinition {
  readonly type: string
  /** The name of the model that it extends; without a name, Bokeh's Model. */
  readonly parent: string | undefined
  readonly properties: readonly PropertyDefinition[]
  readonly overrides: readonly DefaultOverride[]

  constructor(
    type: string,
    parent: string | undefined,
    properties: readonly PropertyDefinition[],
    overrides: readonly DefaultOverride[],
  ) {
    this.type = type
    this.parent = parent
    this.properties = properties
    this.overrides = overrides
  }
}

export interface PropertyDefinition {
  readonly name: string
  /** Unchanged: "Any", or a structure like ["Nullable", "Int"]. */
  readonly kind: unknown
  readonly default?: unknown
}

export interface DefaultOverride {
  readonly name: string
  readonly default: unknown
}
