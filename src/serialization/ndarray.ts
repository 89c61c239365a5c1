// Numbers in bytes: typed arrays by dtype, byte orders, shapes. Source: bokehjs core/util/{ndarray,buffer}.ts, Python
// bokeh.core.serialization (3.10), PROTOCOL.md V-rules

import { SerializationError } from "./serialization-error.ts"
import { type DataType, NDArray, type NDDataType, type TypedArray } from "./values.ts"

interface View {
  readonly BYTES_PER_ELEMENT: number
  from(numbers: ArrayLike<number>): TypedArray
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): TypedArray
}

const VIEWS: Readonly<Record<DataType, View>> = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
}

export function isDataType(value: unknown): value is DataType {
  return typeof value === "string" && Object.hasOwn(VIEWS, value)
}

export function isNDDataType(value: unknown): value is NDDataType {
  return value === "bool" || value === "object" || isDataType(value)
}

export function hasDtype(array: ArrayBufferView): boolean {
  return array instanceof DataView || knownDtypeOf(array) !== undefined
}

/** The dtype of a typed array. @throws SerializationError for types without a name in Bokeh */
export function dtypeOf(array: ArrayBufferView): DataType {
  const dtype = knownDtypeOf(array)
  if (dtype !== undefined) return dtype
  throw new SerializationError(`Bokeh has no dtype for a ${array.constructor.name}`)
}

function knownDtypeOf(array: ArrayBufferView): DataType | undefined {
  if (array instanceof Uint8ClampedArray) return "uint8"
  return Object.keys(VIEWS)
    .filter(isDataType)
    .find((dtype) => array instanceof VIEWS[dtype])
}

/** The numbers as an array of that dtype: themselves, if they are one. */
export function arrayOf(numbers: ArrayLike<number>, dtype: NDDataType): TypedArray | number[] {
  if (dtype === "object") return Array.from(numbers)
  const view = VIEWS[dtype === "bool" ? "uint8" : dtype]
  return numbers instanceof view ? numbers : view.from(numbers)
}

/** A typed array over the buffer; for big-endian bytes, a little-endian copy. @throws SerializationError */
export function typedArrayOf(buffer: ArrayBuffer, dtype: DataType, order: unknown): TypedArray {
  const view = VIEWS[dtype]
  const size = view.BYTES_PER_ELEMENT
  if (buffer.byteLength % size !== 0) {
    throw new SerializationError(`${buffer.byteLength} bytes can't be an array of ${dtype}`)
  }
  if (order === "little") return new view(buffer)
  if (order === "big") return new view(swapped(buffer, size))
  throw new SerializationError(`'order' must be "little" or "big"`)
}

/** The number of elements in an array of that shape. */
export function countIn(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/**
 * A plain typed array or array where that is sufficient, otherwise an NDArray. @throws SerializationError when the shape
 * does not fit
 */
export function ndarrayOf(
  array: TypedArray | readonly unknown[],
  shape: readonly number[],
  dtype: NDDataType,
): NDArray | TypedArray | readonly unknown[] {
  if (countIn(shape) !== array.length) {
    throw new SerializationError(
      `shape [${shape.join(", ")}] does not fit ${array.length} elements`,
    )
  }
  return shape.length === 1 && dtype !== "bool" ? array : new NDArray(array, shape, dtype)
}

function swapped(buffer: ArrayBuffer, size: number): ArrayBuffer {
  const from = new Uint8Array(buffer)
  const to = new Uint8Array(buffer.byteLength)
  for (let i = 0; i < from.length; i++) to[i - (i % size) + (size - 1 - (i % size))] = from[i] ?? 0
  return to.buffer
}
