// Wire values to native values. Source: bokehjs core/serialization/deserializer.ts, Python bokeh.core.serialization (3.10),
// PROTOCOL.md V-rules

import { bytesFromBase64 } from "../util/base64.ts"
import { clipped, shown } from "../util/clipped.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import { isList, isRecord } from "../util/record.ts"
import { objectOf } from "./key-order.ts"
import { isDataType, isNDDataType, ndarrayOf, typedArrayOf } from "./ndarray.ts"
import { Path } from "./path.ts"
import {
  bound,
  decodeDate,
  decodeNumber,
  listIn,
  nameIn,
  type Rep,
  shapeIn,
  stringIn,
} from "./rep-fields.ts"
import type { Resolver } from "./resolver.ts"
import { SerializationError } from "./serialization-error.ts"
import { noteShared } from "./shared-buffers.ts"
import {
  EventValue,
  Expr,
  Field,
  ModelDefinition,
  PlainObject,
  Slice,
  type SpecOptions,
  type TypedArray,
  Value,
} from "./values.ts"

/** BokehJS's kinds of properties are nested only a few levels deep. */
const MAX_KIND_DEPTH = 32

/** A reference to a model that does not exist. */
export class UnknownReferenceError extends SerializationError {
  readonly id: string

  constructor(id: string, path = "") {
    super(`reference '${clipped(id)}' is not known`, path)
    this.id = id
  }

  override at(path: string): UnknownReferenceError {
    return new UnknownReferenceError(this.id, path)
  }
}

/** Unpacks gzipped bytes. @throws when they are not gzip, or larger than the function allows */
export type Inflate = (gzipped: Uint8Array) => Uint8Array

export interface DecoderOptions<M extends object> {
  readonly resolver: Resolver<M>
  /** The binary frames of the message. They belong to the decoder: values may be views of them. */
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
  /** For bytes that come inline. */
  readonly inflate?: Inflate
}

/** Decodes the values of one message. A value may refer to what an earlier value defines. */
export class Decoder<M extends object> {
  readonly #options: DecoderOptions<M>
  readonly #path = new Path()
  #madeBytes = 0
  /** The buffers that were named so far. */
  readonly #named = new Set<ArrayBuffer>()

  constructor(options: DecoderOptions<M>) {
    this.#options = options
  }

  /** @throws SerializationError with the path below `path` */
  decode(rep: unknown, path = ""): unknown {
    this.#path.cut(0)
    try {
      return this.#decode(rep)
    } catch (error) {
      throw error instanceof SerializationError ? error.at(this.#path.text(path)) : error
    }
  }

  #decode(rep: unknown): unknown {
    if (Array.isArray(rep)) return this.#decodeItems(rep)
    if (!isRecord(rep)) return rep
    if (typeof rep["type"] === "string") return this.#decodeTyped(rep["type"], rep)
    if (typeof rep["id"] === "string") return this.#decodeRef(nameIn(rep, "id"))
    return this.#decodeRecord(rep)
  }

  // oxlint-disable-next-line complexity -- one case a representation, each one line
  #decodeTyped(type: string, rep: Rep): unknown {
    switch (type) {
      case "ref":
        return this.#decodeRef(nameIn(rep, "id"))
      case "object":
        return "id" in rep ? this.#decodeModel(rep) : this.#decodePlainObject(rep)
      case "number":
        return decodeNumber(rep["value"])
      case "array":
        return this.#decodeItems(listIn(rep, "entries"))
      case "set":
        return new Set(this.#decodeItems(listIn(rep, "entries")))
      case "map":
        return this.#decodeMap(listIn(rep, "entries"))
      case "bytes":
        return this.#decodeBytes(rep["data"])
      case "typed_array":
      case "ndarray":
        return this.#decodeArray(type, rep)
      case "slice":
        return new Slice(bound(rep, "start"), bound(rep, "stop"), bound(rep, "step"))
      case "date":
        return decodeDate(nameIn(rep, "iso"))
      case "symbol":
        return Symbol.for(nameIn(rep, "name"))
      case "value":
        return new Value(this.#within("value", rep["value"]), this.#specOptions(rep))
      case "field":
        return new Field(stringIn(rep, "field"), this.#specOptions(rep))
      case "expr":
        return new Expr(this.#within("expr", rep["expr"]), this.#specOptions(rep))
      case "event":
        return this.#decodeEvent(rep)
      case "model":
        return this.#decodeDefinition(rep)
      default:
        throw new SerializationError(`unknown type ${shown(type)}`)
    }
  }

  #within(step: string | number, rep: unknown): unknown {
    if (typeof rep !== "object" || rep === null) return rep
    this.#path.enter(step)
    const value = this.#decode(rep)
    this.#path.leave()
    return value
  }

  /** Plain items are the common case (columns): the array itself becomes the value. */
  #decodeItems(items: readonly unknown[]): readonly unknown[] {
    const isPlain = items.every((item) => typeof item !== "object" || item === null)
    return isPlain ? items : items.map((item, i) => this.#within(i, item))
  }

  #decodeMap(entries: readonly unknown[]): unknown {
    const pairs = entries.map((entry, i): [unknown, unknown] => {
      if (!Array.isArray(entry) || entry.length !== 2) {
        throw new SerializationError(`entry ${i} of a map must be a [key, value] pair`)
      }
      const [key, value] = entry as unknown[]
      return [this.#within(i, key), this.#within(typeof key === "string" ? key : i, value)]
    })
    // As a plain object's key, "__proto__" would set the prototype.
    return pairs.every(isMember) ? objectOf(pairs) : new Map(pairs)
  }

  #decodeRecord(rep: Rep): Readonly<Record<string, unknown>> {
    const decoded: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(rep)) {
      if (name === "__proto__") throw new SerializationError("'__proto__' can't be a name")
      decoded[name] = this.#within(name, value)
    }
    return decoded
  }

  #decodeRef(id: string): M {
    const model = this.#options.resolver.find(id)
    if (model === undefined) throw new UnknownReferenceError(id)
    return model
  }

  /**
   * A known model keeps its state, unless what is stored defines it again: after reconnecting, BokehJS sends whole models
   * that the server has (PROTOCOL.md). Its attributes are still decoded, since later values may refer to models inside.
   */
  #decodeModel(rep: Rep): M {
    const { resolver } = this.#options
    const id = nameIn(rep, "id")
    const type = nameIn(rep, "name")
    const known = resolver.find(id, type)
    const model = known ?? resolver.create(type, id)
    const attributes = this.#attributes(rep)
    if (known === undefined || resolver.redefines === true) resolver.initialize(model, attributes)
    return model
  }

  #decodePlainObject(rep: Rep): PlainObject {
    return new PlainObject(nameIn(rep, "name"), this.#attributes(rep))
  }

  #attributes(rep: Rep): Readonly<Record<string, unknown>> {
    const attributes = rep["attributes"] ?? {}
    if (!isRecord(attributes)) throw new SerializationError("'attributes' must be an object")
    return this.#decodeRecord(attributes)
  }

  #decodeEvent(rep: Rep): EventValue {
    const values = this.#within("values", rep["values"] ?? {})
    if (!isRecord(values)) throw new SerializationError("'values' of an event must be a map")
    return new EventValue(nameIn(rep, "name"), values)
  }

  #decodeDefinition(rep: Rep): ModelDefinition {
    const parent = isRecord(rep["extends"]) ? nameIn(rep["extends"], "id") : undefined
    const properties = listIn(rep, "properties").map((property, i) => {
      if (!isRecord(property)) throw new SerializationError(`property ${i} must be an object`)
      const { kind } = property
      // Kept as it came, and written again later by JSON.stringify, which is recursive.
      if (isDeeper(kind, MAX_KIND_DEPTH)) throw new SerializationError("a kind nested too deeply")
      return { name: nameIn(property, "name"), kind, ...this.#default(i, property) }
    })
    const overrides = listIn(rep, "overrides").map((override, i) => {
      if (!isRecord(override)) throw new SerializationError(`override ${i} must be an object`)
      return { name: nameIn(override, "name"), default: this.#within(i, override["default"]) }
    })
    return new ModelDefinition(nameIn(rep, "name"), parent, properties, overrides)
  }

  #default(index: number, property: Rep): { readonly default?: unknown } {
    return "default" in property ? { default: this.#within(index, property["default"]) } : {}
  }

  #decodeBytes(data: unknown): ArrayBuffer {
    const { inflate } = this.#options
    if (isRecord(data)) {
      const buffer = this.#options.buffers.get(nameIn(data, "id"))
      if (buffer === undefined) {
        throw new SerializationError(`there is no buffer '${clipped(nameIn(data, "id"))}'`)
      }
      if (this.#named.has(buffer)) noteShared(buffer)
      // In a format with inline buffers, the buffer will be written as often as it is named. Stored content was counted
      // before.
      if (this.#named.has(buffer) && inflate !== undefined) this.#made(buffer)
      this.#named.add(buffer)
      return buffer
    }
    if (typeof data !== "string" || inflate === undefined) throw new SerializationError(NO_BYTES)
    return this.#made(inflated(inflate, data))
  }

  #made(bytes: ArrayBuffer): ArrayBuffer {
    this.#madeBytes += bytes.byteLength
    if (this.#madeBytes <= MESSAGE_LIMITS.madeBytes) return bytes
    throw new SerializationError(
      `a message can't unpack to more than ${MESSAGE_LIMITS.madeBytes} bytes`,
    )
  }

  #decodeArray(type: "typed_array" | "ndarray", rep: Rep): unknown {
    const { dtype } = rep
    if (!isNDDataType(dtype)) throw new SerializationError(`unknown dtype ${shown(dtype)}`)
    const elements = this.#within("array", rep["array"])
    if (rep["order"] === "big" && elements instanceof ArrayBuffer) this.#made(elements)
    if (type === "typed_array") return typedArray(elements, dtype, rep["order"])
    const array = isList(elements) ? elements : typedArray(elements, dtype, rep["order"])
    return ndarrayOf(array, shapeIn(rep), dtype)
  }

  #specOptions(rep: Rep): SpecOptions {
    const { transform, units } = rep
    return {
      ...(transform !== undefined &&
        transform !== null && { transform: this.#within("transform", transform) }),
      ...(typeof units === "string" && { units }),
    }
  }
}

function isMember(pair: readonly [unknown, unknown]): pair is [string, unknown] {
  return typeof pair[0] === "string" && pair[0] !== "__proto__"
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1))
}

function typedArray(elements: unknown, dtype: unknown, order: unknown): TypedArray {
  if (!(elements instanceof ArrayBuffer))
    throw new SerializationError("'array' must be bytes or a list")
  if (dtype === "bool") return typedArrayOf(elements, "uint8", order)
  if (isDataType(dtype)) return typedArrayOf(elements, dtype, order)
  throw new SerializationError(`bytes can't be an array of ${String(dtype)}`)
}

const NO_BYTES =
  "bytes must refer to a buffer, or must be base64, gzipped or not, within the size limit"

function inflated(inflate: Inflate, base64: string): ArrayBuffer {
  try {
    const bytes = bytesFromBase64(base64)
    // Bokeh before 3.8 does not use gzip.
    const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    // A copy: the result of inflate may share its buffer with other data.
    return new Uint8Array(isGzipped ? inflate(bytes) : bytes).buffer
  } catch (cause) {
    throw new SerializationError(NO_BYTES, "", { cause })
  }
}
