// Native values to wire values: the mirror of decode.ts. Source: bokehjs core/serialization/serializer.ts, Python
// bokeh.core.serialization (3.10), PROTOCOL.md V-rules

import { base64FromBytes } from "../util/base64.ts"
import { bytesOf } from "../util/bytes.ts"
import { classNameOf } from "../util/class-name.ts"
import { isPlainObject, isScalar } from "../util/record.ts"
import { entriesOf } from "./key-order.ts"
import { dtypeOf } from "./ndarray.ts"
import { Path } from "./path.ts"
import type { ModelSource } from "./resolver.ts"
import { SerializationError } from "./serialization-error.ts"
import { isShared } from "./shared-buffers.ts"
import { millisecondsOf } from "./time.ts"
import {
  type DefaultOverride,
  EventValue,
  Expr,
  Field,
  ModelDefinition,
  NDArray,
  type NDDataType,
  PlainObject,
  type PropertyDefinition,
  Slice,
  type SpecOptions,
  Value,
} from "./values.ts"

/** A value that JSON can express. */
export type Rep =
  | null
  | boolean
  | number
  | string
  | readonly unknown[]
  | { readonly [field: string]: unknown }

export interface OutBuffer {
  readonly id: string
  /** Exactly the bytes of the value: a view of the value's own memory, to be sent before that changes. */
  readonly data: Uint8Array
}

/** Compresses bytes as gzip does. */
export type Deflate = (bytes: Uint8Array) => Uint8Array

export interface EncoderOptions {
  readonly source: ModelSource
  /** If set, bytes go inline, as base64 of its result (gzip), and there are no buffers. */
  readonly deflate?: Deflate
  /** If set, it is told of each property of a model that cannot be encoded, and the model is written without it. */
  readonly leftOut?: LeftOut | undefined
}

type Properties = Readonly<Record<string, Rep>>

/** @param what the property, as in `Div.tags` */
export type LeftOut = (what: string, error: unknown) => void

/** Encodes the values of one message: a model is written whole the first time, and as a reference after that. */
export class Encoder {
  readonly #options: EncoderOptions
  readonly #written = new Set<string>()
  readonly #buffers: OutBuffer[] = []
  /** The number of the buffer that has these bytes. */
  readonly #shared = new Map<ArrayBufferLike, number>()
  #namedBytes = 0
  readonly #path = new Path()

  constructor(options: EncoderOptions) {
    this.#options = options
  }

  get buffers(): readonly OutBuffer[] {
    return this.#buffers
  }

  /** The bytes of all buffers, each counted as often as it is named. */
  get namedBytes(): number {
    return this.#namedBytes
  }

  /** The ids of the models that were written whole. */
  get written(): ReadonlySet<string> {
    return this.#written
  }

  /**
   * @throws SerializationError for values that Bokeh cannot express: functions, symbols without a name, 64 bit arrays,
   * instances of classes, circles. The encoder's state is then unchanged.
   */
  encode(value: unknown): Rep {
    return this.#whole(() => this.#encode(value))
  }

  /** The properties of a model of that type, by name. Without `leftOut`, @throws SerializationError */
  properties(type: string, attributes: Iterable<readonly [string, unknown]>): Properties {
    return this.#whole(() => this.#attributes(attributes, type).attributes ?? {})
  }

  #whole<T>(encode: () => T): T {
    const [writtenCount, bufferCount] = [this.#written.size, this.#buffers.length]
    const namedBytes = this.#namedBytes
    const { depth } = this.#path
    try {
      return encode()
    } catch (error) {
      // What was written so far will not be sent, so a later mention of those models must be whole.
      for (const id of [...this.#written].slice(writtenCount)) this.#written.delete(id)
      this.#buffers.length = bufferCount
      this.#namedBytes = namedBytes
      for (const [buffer, i] of this.#shared) if (i >= bufferCount) this.#shared.delete(buffer)
      const where = this.#path.text()
      this.#path.cut(depth)
      throw error instanceof SerializationError ? error.at(where) : error
    }
  }

  #encode(value: unknown): Rep {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value
      case "number":
        return encodeNumber(value)
      case "undefined":
        return null
      case "bigint":
        return encodeBigInt(value)
      case "symbol":
        return encodeSymbol(value)
      case "object":
        return value === null ? null : this.#encodeObject(value)
      case "function":
      default:
        throw new SerializationError("a function can't be sent")
    }
  }

  #encodeObject(value: object): Rep {
    if (Array.isArray(value)) return this.#encodeItems(value)
    const model = this.#options.source.describe(value)
    if (model !== undefined) return this.#encodeModel(model)
    if (ArrayBuffer.isView(value)) return this.#encodeView(value)
    if (value instanceof ArrayBuffer) return this.#bytes(new Uint8Array(value))
    if (value instanceof NDArray) return this.#encodeNDArray(value)
    if (value instanceof Map) return this.#encodeMap([...value])
    if (value instanceof Set) return { type: "set", ...this.#entries([...value]) }
    return this.#encodeStruct(value)
  }

  #encodeStruct(value: object): Rep {
    if (value instanceof Value) {
      return {
        type: "value",
        value: this.#within("value", value.value),
        ...this.#specOptions(value),
      }
    }
    if (value instanceof Field) {
      return { type: "field", field: value.field, ...this.#specOptions(value) }
    }
    if (value instanceof Expr) {
      return { type: "expr", expr: this.#within("expr", value.expr), ...this.#specOptions(value) }
    }
    if (value instanceof Slice) {
      return { type: "slice", start: value.start, stop: value.stop, step: value.step }
    }
    if (value instanceof PlainObject) {
      return {
        type: "object",
        name: value.type,
        ...this.#attributes(Object.entries(value.attributes), value.type),
      }
    }
    if (value instanceof ModelDefinition) return this.#encodeDefinition(value)
    if (value instanceof EventValue) {
      return { type: "event", name: value.name, values: this.#within("values", value.values) }
    }
    const time = millisecondsOf(value)
    if (time !== undefined) return encodeNumber(time)
    if (!isPlainObject(value)) {
      throw new SerializationError(`an instance of ${classNameOf(value)} can't be sent`)
    }
    return this.#encodeMap(entriesOf(value).filter(([, item]) => item !== undefined))
  }

  #encodeDefinition({ type, parent, properties, overrides }: ModelDefinition): Rep {
    const encodeDefault = (property: DefaultOverride | PropertyDefinition, i: number) =>
      "default" in property ? { ...property, default: this.#within(i, property.default) } : property
    return {
      type: "model",
      name: type,
      ...(parent !== undefined && { extends: { id: parent } }),
      ...(properties.length > 0 && { properties: properties.map(encodeDefault) }),
      ...(overrides.length > 0 && { overrides: overrides.map(encodeDefault) }),
    }
  }

  #encodeModel({ id, type, attributes }: NonNullable<ReturnType<ModelSource["describe"]>>): Rep {
    if (this.#written.has(id) || this.#options.source.isKnown(id)) return { id }
    this.#written.add(id)
    return { type: "object", name: type, id, ...this.#attributes(attributes, type) }
  }

  #attributes(
    attributes: Iterable<readonly [string, unknown]>,
    type: string,
  ): { attributes?: Properties } {
    const encoded: Record<string, Rep> = {}
    let isEmpty = true
    for (const [name, value] of attributes) {
      const rep = this.#property(type, name, value)
      if (rep === undefined) continue
      encoded[name] = rep
      isEmpty = false
    }
    return isEmpty ? {} : { attributes: encoded }
  }

  /** @returns undefined for a value that is left out */
  #property(type: string, name: string, value: unknown): Rep | undefined {
    const { leftOut } = this.#options
    if (leftOut === undefined || isScalar(value)) return this.#within(name, value)
    try {
      return this.#whole(() => this.#within(name, value))
    } catch (error) {
      leftOut(`${type}.${name}`, error)
      return undefined
    }
  }

  /** Plain items are the common case (columns): the array itself becomes the wire value. */
  #encodeItems(items: readonly unknown[]): readonly unknown[] {
    return items.every(isScalar) ? items : items.map((item, i) => this.#within(i, item))
  }

  #encodeMap(pairs: readonly (readonly [unknown, unknown])[]): Rep {
    if (pairs.length === 0) return { type: "map" }
    const entries = pairs.map(([key, value], i) => [
      this.#within(i, key),
      this.#within(typeof key === "string" ? key : i, value),
    ])
    return { type: "map", entries }
  }

  #entries(items: readonly unknown[]): { entries?: readonly unknown[] } {
    return items.length === 0 ? {} : { entries: this.#encodeItems(items) }
  }

  /** As `ndarray`, so that Python gets a numpy array; BokehJS reads both alike. */
  #encodeView(view: ArrayBufferView): Rep {
    if (view instanceof DataView) return this.#bytes(bytesOf(view))
    const dtype = dtypeOf(view)
    const shape = [view.byteLength / bytesPerElement(view)]
    return this.#ndarray(this.#bytes(bytesOf(view)), shape, dtype)
  }

  #encodeNDArray({ array, shape, dtype }: NDArray): Rep {
    const data = ArrayBuffer.isView(array)
      ? this.#bytes(bytesOf(array))
      : this.#within("array", array)
    return this.#ndarray(data, shape, dtype)
  }

  #ndarray(array: unknown, shape: readonly number[], dtype: NDDataType): Rep {
    return { type: "ndarray", array, shape, dtype, order: "little" }
  }

  #bytes(data: Uint8Array): Rep {
    const { deflate } = this.#options
    if (deflate !== undefined) return { type: "bytes", data: base64FromBytes(deflate(data)) }
    this.#namedBytes += data.byteLength
    return { type: "bytes", data: { id: `b${this.#bufferOf(data)}` } }
  }

  #bufferOf(data: Uint8Array): number {
    const known = isShared(data) ? this.#shared.get(data.buffer) : undefined
    if (known !== undefined) return known
    const number = this.#buffers.length
    this.#buffers.push({ id: `b${number}`, data })
    if (isShared(data)) this.#shared.set(data.buffer, number)
    return number
  }

  /** JSON leaves out what is undefined. */
  #specOptions({ transform, units }: SpecOptions): SpecOptions {
    return { transform: transform && this.#within("transform", transform), units }
  }

  #within(step: string | number, value: unknown): Rep {
    if (isScalar(value)) return value
    this.#path.enter(step)
    const rep = this.#encode(value)
    this.#path.leave()
    return rep
  }
}

function encodeNumber(value: number): Rep {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return { type: "number", value: "nan" }
  return { type: "number", value: value > 0 ? "+inf" : "-inf" }
}

function encodeBigInt(value: bigint): number {
  if (BigInt.asIntN(54, value) === value) return Number(value)
  throw new SerializationError(`${value} is too large for a number`)
}

function encodeSymbol(value: symbol): Rep {
  const name = Symbol.keyFor(value)
  if (name !== undefined) return { type: "symbol", name }
  throw new SerializationError("a symbol can only be sent by its name (Symbol.for)")
}

function bytesPerElement(view: ArrayBufferView): number {
  return "BYTES_PER_ELEMENT" in view ? Number(view.BYTES_PER_ELEMENT) : 1
}
