// row() and column(). Source: Python bokeh.layouts (3.10)

import type { Init } from "../model/define.ts"
import {
  Column,
  type ColumnProperties,
  LayoutDOM,
  Row,
  type RowProperties,
  type UIElement,
} from "../model/generated/models.ts"
import { HasProps } from "../model/has-props.ts"

/** `row(a, b, {sizing_mode})` or `row([a, b], {sizing_mode})`; children without a sizing mode take it on. */
export function row(...args: LayoutArguments<RowProperties>): Row {
  const { children, options } = split(args)
  handDown(options.sizing_mode, children)
  return new Row({ ...options, children })
}

/** `column(a, b, {sizing_mode})` or `column([a, b], {sizing_mode})`; children without a sizing mode take it on. */
export function column(...args: LayoutArguments<ColumnProperties>): Column {
  const { children, options } = split(args)
  handDown(options.sizing_mode, children)
  return new Column({ ...options, children })
}

function handDown(
  mode: LayoutDOM["sizing_mode"] | undefined,
  children: readonly UIElement[],
): void {
  if (mode === undefined || mode === null) return
  for (const child of children) {
    if (!(child instanceof LayoutDOM) || child.sizing_mode !== null) continue
    if (child.width_policy === "auto" && child.height_policy === "auto") child.sizing_mode = mode
  }
}

type Options<P> = Omit<Init<P>, "children">
type LayoutArguments<P> = readonly (UIElement | readonly UIElement[] | Options<P>)[]

function split<P>(args: LayoutArguments<P>): {
  readonly children: readonly UIElement[]
  readonly options: Options<P>
} {
  const children = args.flatMap((arg) => {
    if (Array.isArray(arg)) return arg as readonly UIElement[] // the only arrays among the arguments
    return arg instanceof HasProps ? [arg] : []
  })
  const last = args.at(-1)
  const isOptions = last !== undefined && !Array.isArray(last) && !(last instanceof HasProps)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is neither a list nor a model is the options
  return { children, options: (isOptions ? last : {}) as Options<P> }
}
