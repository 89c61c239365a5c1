// An app's own durable object: it reads and writes like any object, and reports each change, also of nested values.

import { fieldsOf, isPlainObject, isScalar } from "../util/record.ts"

/** JSON. */
export type StateValue =
  | null
  | boolean
  | number
  | string
  | readonly StateValue[]
  | { readonly [key: string]: StateValue }

/** A value that the app puts into `context.state` is not JSON. */
export class StateError extends Error {
  override readonly name = "StateError"
}

/** Where a session keeps its state. */
export interface StateHolder {
  /** The JSON that is stored, or is to be stored; undefined when there is none. */
  readonly current: string | undefined
  /** What all calls have read or given so far. */
  readonly shared: object
  /** `shared` is to be stored. @param shared as it was when the caller got it */
  changed(shared: object): void
}

/** @throws StateError when the initial values are not JSON */
export function durableState<T extends object>(initial: T, holder: StateHolder): T {
  const { shared } = holder
  const state = Object.assign(shared, {
    ...copyOf(initial, "state"),
    ...fieldsOf(JSON.parse(holder.current ?? "{}")),
    ...shared,
  })
  return observed(state, () => holder.changed(shared), "state")
}

/** @param path the property's path, for errors */
function observed<T extends object>(target: T, changed: () => void, path: string): T {
  return new Proxy(target, {
    get: (object, key, receiver) => {
      const value: unknown = Reflect.get(object, key, receiver)
      const isOwn = typeof key === "string" && Object.hasOwn(object, key)
      if (!isOwn || typeof value !== "object" || value === null) return value
      return observed(value, changed, `${path}.${key}`)
    },
    set: (object, key, value) => {
      if (typeof key === "symbol") throw new StateError(`${path}: a key must be a string`)
      const isSet = Reflect.set(object, key, copyOf(value, `${path}.${key}`))
      changed()
      return isSet
    },
    deleteProperty: (object, key) => {
      const isDeleted = Reflect.deleteProperty(object, key)
      changed()
      return isDeleted
    },
    defineProperty: (object, key, descriptor) => {
      if (!("value" in descriptor)) throw new StateError(`${path}: only JSON can be kept`)
      const isDefined = Reflect.defineProperty(object, key, descriptor)
      changed()
      return isDefined
    },
  })
}

/** A copy that nobody else can change. @throws StateError that names the value that is not JSON */
function copyOf<T>(value: T, path: string): T {
  assertJson(value, path)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON is the same when it is read back
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
}

function assertJson(value: unknown, path: string): void {
  if (isScalar(value)) return
  if (Array.isArray(value)) {
    value.forEach((item, i) => assertJson(item, `${path}[${i}]`))
    return
  }
  if (!isPlainObject(value)) {
    const found = typeof value === "object" ? "an instance of a class" : `a ${typeof value}`
    throw new StateError(`${path} must be JSON, got ${found}`)
  }
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) assertJson(item, `${path}.${key}`)
  }
}
