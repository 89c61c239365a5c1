// row(), column(), layout(): what stands beside and below what. Source: Python bokeh.layouts (3.10)

import {
  Column,
  type ColumnProperties,
  LayoutDOM,
  Row,
  type RowProperties,
  type UIElement,
} from "../model/generated/models.ts"
import { HasProps } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import type { Init } from "../model/property-types.ts"

export type SizingMode = LayoutDOM["sizing_mode"]

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

/** What a layout is made of: elements, and lists of them in turn rows and columns. */
export type Nested = readonly (UIElement | Nested)[]

/** A column of rows (of columns ...): `layout([[a, b], [c]], {sizing_mode})`; elements without a sizing mode take it on. */
export function layout(children: Nested, options: Options<ColumnProperties> = {}): Column {
  return column(nested(children, options.sizing_mode, 1), options)
}

function nested(children: Nested, sizing_mode: SizingMode | undefined, level: number): UIElement[] {
  return children.map((child) => {
    if (child instanceof HasProps) return child
    const arrange = level % 2 === 0 ? column : row
    return arrange(nested(child, sizing_mode, level + 1), { sizing_mode })
  })
}

/** Gives its children a layout's sizing mode, where they have no sizing of their own. */
export function handDown(mode: SizingMode | undefined, children: readonly unknown[]): void {
  if (mode === undefined || mode === null) return
  for (const child of children) if (hasAutoSizing(child)) child.sizing_mode = mode
}

export function hasAutoSizing(child: unknown): child is LayoutDOM {
  if (!(child instanceof LayoutDOM) || child.sizing_mode !== null) return false
  return child.width_policy === "auto" && child.height_policy === "auto"
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
  const options = last === undefined || isChild(last) ? {} : last
  if (typeof options !== "object" || !args.slice(0, -1).every(isChild)) {
    throw new ModelError("row and column take elements, or lists of them, and then options")
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is neither a list nor a model is the options
  return { children, options: options as Options<P> }
}

function isChild(arg: unknown): boolean {
  return Array.isArray(arg) || arg instanceof HasProps
}
