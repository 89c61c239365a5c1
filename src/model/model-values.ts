// A model's values all at once, compared with another model's, and the models that it refers to. Source: Python
// bokeh.core.has_props and bokeh.model.model (3.10)

import { isEqual } from "./equal.ts"
import { type HasProps, stateOf } from "./has-props.ts"
import { getProperty } from "./property-value.ts"
import { reachableFrom } from "./references.ts"

export interface ValuesMethods {
  /** The values by name: of all properties, or of those that were set or have a theme's value. */
  properties_with_values(options?: {
    readonly include_defaults?: boolean
  }): Readonly<Record<string, unknown>>
  /** True for a model of the same type with the same values. Models among the values are equal only if they are identical. */
  equals(other: HasProps): boolean
  /** The model and all models that it refers to, directly or through others. */
  references(): ReadonlySet<HasProps>
}

export const valuesMethods: ValuesMethods & ThisType<HasProps> = {
  properties_with_values({ include_defaults = true } = {}) {
    const { schema, values, themed } = stateOf(this)
    const names = include_defaults ? schema.names() : new Set([...values.keys(), ...themed.keys()])
    const entries = [...names].map((name) => [name, getProperty(this, name)] as const)
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  },
  equals(other) {
    const [one, two] = [this, other].map((model) =>
      valuesMethods.properties_with_values.call(model),
    )
    return other.type === this.type && isEqual(one, two)
  },
  references() {
    return reachableFrom([this])
  },
}
