// Creates the classes of models, with typed accessors: Bokeh's from the generated table, each on first use.

import { addKnownTypes, classOf, type RegisteredClass, registerModel } from "./classes.ts"
import type { HasProps } from "./has-props.ts"
import { METHODS } from "./methods.ts"
import { modelRow, tableTypes } from "./model-table.ts"
import type { Init } from "./property-types.ts"
import { getUnits, readProperty, setFromApp, setUnits } from "./property-value.ts"
import { type PropertyEntries, Schema } from "./property.ts"
import { hasUnits } from "./units.ts"

/** The class of a model type `T` with the properties `P` (parents' included). */
export interface ModelClass<T, P> {
  new (attributes?: Init<P>): T
  readonly prototype: T
  readonly schema: Schema
}

/**
 * Creates and registers the class of a model type below `parent`, with its own properties (or new defaults for a parent's)
 * and methods.
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

/** The class of one of Bokeh's types. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
export function modelClass<C>(type: string): C {
  const made = classOf(type)
  if (made === undefined) throw new Error(`${type} is not in the table of models`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return made as unknown as C
}

addKnownTypes({
  names: tableTypes,
  make: (type) => {
    const row = modelRow(type)
    if (row === undefined) return undefined
    const parent = classOf(row.parent)
    if (parent === undefined) throw new Error(`${row.parent} is not in the table of models`)
    const made = define<RegisteredClass>(type, parent, row.entries, ...(METHODS[type] ?? []))
    Object.assign(made.schema, { isAbstract: row.isAbstract, isBokehs: true })
    return made
  },
})

function installAccessor(prototype: HasProps, name: string): void {
  Object.defineProperty(prototype, name, {
    get(this: HasProps) {
      return readProperty(this, name)
    },
    set(this: HasProps, value: unknown) {
      setFromApp(this, name, value)
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
      setUnits(this, name, value)
    },
  })
}
