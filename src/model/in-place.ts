// Lists, objects, Maps and Sets that notice changes: when an app changes the value of a property in place, that is a change
// of the property. Each change makes a copy, so that the old value stays as it was. Source: Python
// bokeh.core.property.wrappers (3.10)

import { copyInOrder, keysOf } from "../serialization/key-order.ts"
import { isPlainObject } from "../util/record.ts"

/** The property that a container was read from. */
export interface Place {
  get(): unknown
  /** @throws when the property does not accept the value: then nothing has changed */
  set(value: unknown): void
}

type Container = unknown[] | Map<unknown, unknown> | Set<unknown> | Record<PropertyKey, unknown>

const noticings = new WeakMap<object, Noticing>() // by proxy

/** What an app gets for a property's value. */
export function noticing(place: Place, value: unknown): unknown {
  return isContainer(value) ? new Noticing(place, value).proxy : value
}

/** The container itself, for storage. */
export function rawOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (noticings.get(value)?.raw ?? value) : value
}

class Noticing {
  readonly proxy: object
  raw: Container
  readonly #place: Place

  constructor(place: Place, raw: Container) {
    this.#place = place
    this.raw = raw
    this.proxy = new Proxy(shellFor(raw), handlerOf(this))
    noticings.set(this.proxy, this)
  }

  /** Changes a copy, and assigns it. A container that is no longer the property's value is changed by itself. */
  change<T>(action: (copy: Container) => T): T {
    const before = this.raw
    const isValue = this.#place.get() === before
    const copy = copyOf(before)
    const result = action(copy)
    this.raw = copy
    if (!isValue) return result
    try {
      this.#place.set(copy)
    } catch (error) {
      this.raw = before
      throw error
    }
    const after = this.#place.get()
    if (isContainer(after)) this.raw = after
    return result
  }
}

function isContainer(value: unknown): value is Container {
  const isOfClass = Array.isArray(value) || value instanceof Map || value instanceof Set
  return isOfClass || isPlainObject(value)
}

/** A proxy's target for `Array.isArray` and `instanceof`. Everything else is read from the current container. */
function shellFor(raw: Container): object {
  if (Array.isArray(raw)) return []
  if (raw instanceof Map) return new Map()
  return raw instanceof Set ? new Set() : {}
}

/** A new list or object with the same items. */
export function copied(value: unknown): unknown {
  return isContainer(value) ? copyOf(value) : value
}

function copyOf(raw: Container): Container {
  if (Array.isArray(raw)) return [...(raw as readonly unknown[])]
  if (raw instanceof Map) return new Map(raw)
  return raw instanceof Set ? new Set(raw) : copyInOrder(raw)
}

const LIST_CHANGES = "copyWithin fill pop push reverse shift sort splice unshift"
const CHANGES: ReadonlySet<unknown> = new Set([
  ...LIST_CHANGES.split(" "),
  "set",
  "add",
  "delete",
  "clear",
])

function handlerOf(noticed: Noticing): ProxyHandler<object> {
  return {
    get: (_shell, name) => member(noticed, name),
    set: (_shell, name, value) => noticed.change((copy) => Reflect.set(copy, name, rawOf(value))),
    deleteProperty: (_shell, name) => noticed.change((copy) => Reflect.deleteProperty(copy, name)),
    defineProperty: (_shell, name, { value }) =>
      noticed.change((copy) => Reflect.set(copy, name, rawOf(value))),
    has: (_shell, name) => Reflect.has(noticed.raw, name),
    ownKeys: () => keysIn(noticed.raw),
    getOwnPropertyDescriptor: (shell, name) => descriptorOf(noticed.raw, shell, name),
  }
}

function member(noticed: Noticing, name: PropertyKey): unknown {
  const { raw } = noticed
  const value: unknown = Reflect.get(raw, name)
  if (typeof value !== "function" || Object.hasOwn(raw, name) || name === "constructor")
    return value
  const isPlain = !Array.isArray(raw) && !(raw instanceof Map) && !(raw instanceof Set)
  if (isPlain) return value
  if (!CHANGES.has(name)) return value.bind(raw) as unknown
  return (...args: readonly unknown[]) =>
    noticed.change((copy) => {
      const result: unknown = Reflect.apply(value, copy, args.map(rawOf))
      return result === copy ? noticed.proxy : result
    })
}

function keysIn(raw: Container): (string | symbol)[] {
  const keys = Reflect.ownKeys(raw)
  return Array.isArray(raw) ? keys : [...new Set([...keysOf(raw), ...keys])]
}

/** A rule for proxies: properties that the shell does not have must be configurable. */
function descriptorOf(
  raw: Container,
  shell: object,
  name: PropertyKey,
): PropertyDescriptor | undefined {
  const descriptor = Reflect.getOwnPropertyDescriptor(raw, name)
  if (descriptor === undefined) return undefined
  const isOfShell = Object.hasOwn(shell, name)
  return { ...descriptor, writable: true, configurable: !isOfShell }
}
