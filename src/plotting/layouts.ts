// row() and column(). Source: Python bokeh.layouts (3.10)

import type { Init } from "../model/define.ts"
import {
  Column,
  type ColumnProperties,
  Row,
  type RowProperties,
  type UIElement,
} from "../model/generated/models.ts"
import { HasProps } from "../model/has-props.ts"

/** `row(a, b, {sizing_mode})` or `row([a, b], {sizing_mode})` */
export function row(...args: LayoutArguments<RowProperties>): Row {
  const { children, options } = split(args)
  return new Row({ ...options, children })
}

/** `column(a, b, {sizing_mode})` or `column([a, b], {sizing_mode})` */
export function column(...args: LayoutArguments<ColumnProperties>): Column {
  const { children, options } = split(args)
  return new Column({ ...options, children })
}

type Options<P> = Omit<Init<P>, "children">
type LayoutArguments<P> = readonly (UIElement | readonly UIElement[] | Options<P>)[]

function split<P>(args: LayoutArguments<P>): {
  readonly children: readonly UIElement[]
  readonly options: Options<P>
} {
  const children = args.flatMap((arg) => {
    if (Array.isArray(arg)) return arg as readonly UIElement[] // the only arrays among the arguments
    return arg instanceof HasProps ? [arg as unknown as UIElement] : []
  })
  const last = args.at(-1)
  const isOptions = last !== undefined && !Array.isArray(last) && !(last instanceof HasProps)
  return { children, options: (isOptions ? last : {}) as Options<P> }
}
