// Lists of axes, grids, legends and hover tools whose properties can be set all at once. Source: Python bokeh.models.plots,
// _list_attr_splat (3.10)

import { HasProps } from "./has-props.ts"

/**
 * A list whose setters reach every member: `plot.xaxis.axis_label = "t"`, `plot.xaxis.update({ axis_label: "t" })`. Reading
 * a property gives the first member's value. A property that holds a model gives a list of these models:
 * `plot.axis.ticker.num_minor_ticks = 2`.
 */
export type Splattable<T> = T & Listed<T>

/** The type assumes that the first items exist, so that `plot.legend[0].title` needs no check. */
type Listed<T> = readonly T[] & {
  readonly 0: T
  readonly 1: T
  readonly 2: T
  readonly 3: T
}

export function splattable<T extends HasProps>(members: readonly T[]): Splattable<T> {
  const update = (properties: Readonly<Record<string, unknown>>): void => {
    for (const member of members) (member as HasProps).update(properties)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the proxy adds exactly the members' properties
  return new Proxy(members, {
    get: (list, name) => {
      if (name === "update") return update
      if (name in list || typeof name === "symbol") return Reflect.get(list, name) as unknown
      const values = list.map((member) => Reflect.get(member, name) as unknown)
      if (values.length > 1 && values.every(isModel)) return splattable(values)
      const [value] = values
      return typeof value === "function" ? (value.bind(list[0]) as unknown) : value
    },
    set: (list, name, value) => list.every((member) => Reflect.set(member, name, value)),
  }) as unknown as Splattable<T>
}

function isModel(value: unknown): value is HasProps {
  return value instanceof HasProps
}
