// ndarray(): numbers with a shape, for images and columns of vectors. Source: bokehjs core/util/ndarray.ts (3.10)

import { arrayOf, countIn, dtypeOf } from "../serialization/ndarray.ts"
import { NDArray, type NDDataType, type TypedArray } from "../serialization/values.ts"
import { ModelError } from "./model-error.ts"

type Nested = readonly (number | boolean | Nested | TypedArray)[]

interface NDArrayOptions {
  /** Rows first; default: the lengths of nested lists, or `[length]` for flat ones. */
  readonly shape?: readonly number[]
  /** Its numbers are converted to this type. Default: the type of a typed array; else "float64". */
  readonly dtype?: NDDataType
}

/**
 * An array with a shape: `ndarray([[1, 2], [3, 4]])`, `ndarray(pixels, { shape: [height, width] })`; C order.
 * @throws ModelError when the shape does not fit, or nested lists are ragged
 */
export function ndarray(values: TypedArray | Nested, options: NDArrayOptions = {}): NDArray {
  const isTyped = ArrayBuffer.isView(values)
  const numbers = isTyped ? values : flat(values, shapeOf(values))
  const { shape = shapeOf(values), dtype = isTyped ? dtypeOf(values) : "float64" } = options
  const count = countIn(shape)
  if (count === numbers.length) return new NDArray(arrayOf(numbers, dtype), shape, dtype)
  throw new ModelError(
    `ndarray: the shape [${shape.join(", ")}] has ${count} elements, but there are ${numbers.length}`,
  )
}

type Item = Nested[number] | undefined

function shapeOf(value: Item): readonly number[] {
  return typeof value === "object" ? [value.length, ...shapeOf(value[0])] : []
}

function flat(value: Item, shape: readonly number[]): readonly number[] {
  const [length, ...inner] = shape
  if (typeof value !== "object") {
    if (length === undefined) return [Number(value)]
  } else if (value.length === length) {
    return Array.from<Item>(value).flatMap((item) => flat(item, inner))
  }
  throw new ModelError("ndarray: the lists inside must all have the same length")
}
