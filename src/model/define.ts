// Turns one line of the generated table into a class with typed accessors. Its table is read when the first of its models is
// made: an app uses few of hundreds of classes, and a Worker has to start in milliseconds.

import { registerModel } from "./classes.ts"
import { assignProperty, getUnits, type HasProps, readProperty } from "./has-props.ts"
import type { Init } from "./property-types.ts"
import { ModelDefault, type PropertyEntries, Schema } from "./property.ts"
import { hasUnits } from "./units.ts"

/** The class of a model type `T` with the properties `P` (parents' included). */
export interface ModelClass<T, P> {
  new (attributes?: Init<P>): T
  readonly prototype: T
  readonly schema: Schema
}

/**
 * Makes and registers the class of a model type below `parent`, with its own properties (or new defaults for a
 * parent's) and methods.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated module says which class it is
export function define<C>(
  type: string,
  parent: { readonly schema: Schema },
  own: () => PropertyEntries,
  ...methods: readonly object[]
): C {
  const schema = new Schema(type, parent.schema, () => {
    const entries = own()
    for (const [name, [kind]] of Object.entries(entries)) {
      if (!(name in made.prototype)) installAccessor(made.prototype, name)
      const hasOwnUnits = Object.hasOwn(entries, `${name}_units`)
      if (hasUnits(kind) && !hasOwnUnits) installUnits(made.prototype, name)
    }
    return entries
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every parent was made here, or is HasProps itself
  const base = parent as unknown as typeof HasProps
  const made = class extends base {
    static override readonly schema = schema
  }
  Object.defineProperty(made, "name", { value: type })
  for (const each of methods) {
    Object.defineProperties(made.prototype, Object.getOwnPropertyDescriptors(each))
  }
  registerModel(type, made)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its accessors are what C says: both come from one table
  return made as unknown as C
}

/** A type that is only a parent of others: BokehJS can make none by its name. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
export function defineAbstract<C>(...args: Parameters<typeof define>): C {
  const made = define<{ readonly schema: Schema }>(...args)
  made.schema.isAbstract = true
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return made as unknown as C
}

/** A default that is a model, or has models in it: made anew each time. */
export function modelDefault(make: () => unknown): ModelDefault {
  return new ModelDefault(make)
}

/** A default that all models share: nobody may change it in place. */
export function frozen<T extends object>(value: T): T {
  const parts: readonly unknown[] = Object.values(value)
  for (const part of parts) {
    if (typeof part === "object" && part !== null) frozen(part)
  }
  return Object.freeze(value)
}

function installAccessor(prototype: HasProps, name: string): void {
  Object.defineProperty(prototype, name, {
    get(this: HasProps) {
      return readProperty(this, name)
    },
    set(this: HasProps, value: unknown) {
      assignProperty(this, name, value)
    },
    enumerable: true,
  })
}

function installUnits(prototype: HasProps, name: string): void {
  const units = `${name}_units`
  Object.defineProperty(prototype, units, {
    get(this: HasProps) {
      return getUnits(this, name)
    },
    set(this: HasProps, value: unknown) {
      assignProperty(this, units, value)
    },
  })
}
