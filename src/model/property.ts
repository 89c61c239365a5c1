// What is known of a model type: its properties' kinds and defaults. Filled from the generated tables (`npm run generate`).

import { type Kind, mayHoldModels, parseKind } from "./kind.ts"

/** A default that contains a model: created anew for each owner. */
export class ModelDefault {
  readonly make: () => unknown

  constructor(make: () => unknown) {
    this.make = make
  }
}

/** A default that all models share, so it must not be changed in place. */
export function frozen<T extends object>(value: T): T {
  const parts: readonly unknown[] = Object.values(value)
  for (const part of parts) {
    if (typeof part === "object" && part !== null) frozen(part)
  }
  return Object.freeze(value)
}

/** One property: its kind in BokehJS's notation, and the default (a container is frozen; undefined means unset). */
export type PropertyEntry = readonly [kind: string, defaultValue?: unknown, access?: Access]
/** "readonly": only browsers write it; "alias": another name of a property. Both may be unset. */
type Access = "readonly" | "alias"
export type PropertyEntries = Readonly<Record<string, PropertyEntry>>

export interface Property {
  readonly name: string
  readonly kind: Kind
  readonly defaultValue: unknown
  /** Without a default: BokehJS cannot load a document where it is missing. */
  readonly isRequired: boolean
  /** False when its values cannot contain a model: they are never searched for references. */
  readonly mayHoldModels: boolean
}

/** The properties of one model type, including those of its parents. */
export class Schema {
  readonly type: string
  readonly parent: Schema | undefined
  /** True for an unknown type: it accepts every property unchanged. */
  readonly isOpen: boolean
  /** True for a type that is only a parent of others. */
  isAbstract = false
  /** False for an app's own type. */
  isBokehs = false
  readonly #read: () => PropertyEntries
  #entries: PropertyEntries | undefined
  readonly #properties = new Map<string, Property | undefined>()
  #required: readonly string[] | undefined
  #modelDefaults: readonly (readonly [string, ModelDefault])[] | undefined

  /** @param read returns its own properties; called once, after its parents' */
  constructor(
    type: string,
    parent: Schema | undefined,
    read: () => PropertyEntries = () => ({}),
    isOpen = false,
  ) {
    this.type = type
    this.parent = parent
    this.isOpen = isOpen
    this.#read = read
  }

  /** Its own properties, without its parents'. The first model of the type calls this first. */
  own(): PropertyEntries {
    if (this.#entries === undefined) {
      this.parent?.own()
      this.#entries = this.#read()
    }
    return this.#entries
  }

  /** The property with that name, or undefined; its kind is parsed on first use. */
  property(name: string): Property | undefined {
    const known = this.#properties.get(name)
    if (known !== undefined) return known
    const found = this.#find(name)
    if (found !== undefined) this.#properties.set(name, found)
    return found
  }

  /** Whether a model of the type may have the property. */
  has(name: string): boolean {
    return this.isOpen || this.property(name) !== undefined
  }

  /** All names, a parent's first. */
  names(): ReadonlySet<string> {
    return new Set([...(this.parent?.names() ?? []), ...Object.keys(this.own())])
  }

  /** True when this is the named type or extends it. */
  isA(type: string): boolean {
    return this.type === type || (this.parent?.isA(type) ?? false)
  }

  /** The properties whose default is a model: every model in a document has these created. */
  modelDefaults(): readonly (readonly [string, ModelDefault])[] {
    this.#modelDefaults ??= [...this.names()].flatMap((name) => {
      const value = this.property(name)?.defaultValue
      return value instanceof ModelDefault ? [[name, value] as const] : []
    })
    return this.#modelDefaults
  }

  /** The properties that must be given. */
  required(): readonly string[] {
    this.#required ??= [...this.names()].filter((name) => this.property(name)?.isRequired === true)
    return this.#required
  }

  #find(name: string): Property | undefined {
    const own = this.own()
    const entry = Object.hasOwn(own, name) ? own[name] : undefined
    if (entry === undefined) return this.parent?.property(name)
    const kind = parseKind(entry[0])
    const [, defaultValue, access] = entry
    return {
      name,
      kind,
      defaultValue,
      isRequired: defaultValue === undefined && access === undefined,
      mayHoldModels: mayHoldModels(kind),
    }
  }
}
