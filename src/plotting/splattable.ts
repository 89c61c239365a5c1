// Lists of axes, grids, legends, hover tools whose properties are set all at once.
// Source: Python bokeh.models.plots, _list_attr_splat (3.10)

import type { Accepted } from "../model/accepted.ts"
import type { Init } from "../model/define.ts"
import type { HasProps } from "../model/has-props.ts"

/** A list whose setters reach every member: `plot.xaxis.axis_label = "t"`, `plot.xaxis.update({ axis_label: "t" })`. */
export type Splattable<T> = readonly T[] & { update(properties: Init<T>): void } & {
  -readonly [K in keyof T as K extends keyof HasProps ? never : K]: T[K] | Accepted<K, T[K]>
}

/** Read, a property is the first member's. */
export function splattable<T extends HasProps>(members: readonly T[]): Splattable<T> {
  const update = (properties: Readonly<Record<string, unknown>>): void => {
    for (const member of members) member.update(properties)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the proxy adds exactly the members' properties
  return new Proxy(members, {
    get: (list, name) => {
      if (name === "update") return update
      if (name in list || typeof name === "symbol") return Reflect.get(list, name) as unknown
      return list[0] === undefined ? undefined : (Reflect.get(list[0], name) as unknown)
    },
    set: (list, name, value) => list.every((member) => Reflect.set(member, name, value)),
  }) as Splattable<T>
}
