// row(), column(), layout(): elements side by side and one below the other. Source: Python bokeh.layouts (3.10)

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
import { isList } from "../util/record.ts"

export type SizingMode = LayoutDOM["sizing_mode"]

/**
 * `row(a, b, {sizing_mode})`, `row([a, b], {sizing_mode})` or `row({children, sizing_mode})`. The mode applies to the row
 * itself.
 */
export const row: Layout<RowProperties, Row> = (...args: readonly unknown[]) => new Row(split(args))

/** Like `row`, with one element below the other. */
export const column: Layout<ColumnProperties, Column> = (...args: readonly unknown[]) =>
  new Column(split(args))

/** The content of a layout: elements, and lists that are alternately rows and columns. */
export type Nested = readonly (UIElement | Nested)[]

/**
 * A column of rows (of columns ...): `layout([[a, b], [c]], {sizing_mode})`, or the rows as arguments: `layout([a, b],
 * [c])`. Elements without a sizing mode inherit this one.
 */
export function layout(...rows: Nested): Column
export function layout(options: Named): Column
export function layout(children: Nested, options?: Options<ColumnProperties>): Column
export function layout(...args: readonly LayoutArgument[]): Column {
  const { children: named, ...options } = args.find(isOptions) ?? {}
  const given = args.filter(isNested)
  const [first] = given
  const children = given.length === 1 && isList(first) ? first : given
  if (named !== undefined && given.length > 0) {
    throw new ModelError("layout expects rows, or options with children, not both")
  }
  return new Column({ ...options, children: nested(named ?? children, options.sizing_mode, 1) })
}

interface Named extends Options<ColumnProperties> {
  readonly children?: Nested
}
type LayoutArgument = Nested[number] | Named | undefined

function isNested(arg: LayoutArgument): arg is Nested[number] {
  return isList(arg) || arg instanceof HasProps
}

function isOptions(arg: LayoutArgument): arg is Named {
  return arg !== undefined && !isNested(arg)
}

function nested(children: Nested, sizing_mode: SizingMode | undefined, level: number): UIElement[] {
  const made = children.map((child) => {
    if (child instanceof HasProps) return child
    if (!isList(child)) throw new ModelError("layout expects elements, and lists of them")
    const inner = { children: nested(child, sizing_mode, level + 1), sizing_mode }
    return level % 2 === 0 ? new Column(inner) : new Row(inner)
  })
  handDown(sizing_mode, made)
  return made
}

/** Gives a layout's sizing mode to the children that have no sizing of their own. */
export function handDown(mode: SizingMode | undefined, children: readonly unknown[]): void {
  if (mode === undefined || mode === null) return
  for (const child of children) if (hasAutoSizing(child)) child.sizing_mode = mode
}

export function hasAutoSizing(child: unknown): child is LayoutDOM {
  if (!(child instanceof LayoutDOM) || child.sizing_mode !== null) return false
  return child.width_policy === "auto" && child.height_policy === "auto"
}

type Options<P> = Omit<Init<P>, "children">
type Child = UIElement | readonly UIElement[]

/** The forms with few children help the compiler, which reports the error of the last overload that fits. */
interface Layout<P, M> {
  (...args: readonly (Child | Options<P>)[]): M
  (a: Child, b: Child, c: Child, d: Child, options: Options<P>): M
  (a: Child, b: Child, c: Child, options: Options<P>): M
  (a: Child, b: Child, options: Options<P>): M
  (child: Child, options: Options<P>): M
  (options: Init<P>): M
}

function split<P>(args: readonly unknown[]): Init<P> {
  const last = args.at(-1)
  const options = last === undefined || isChild(last) ? {} : last
  if (typeof options !== "object" || options === null || !args.slice(0, -1).every(isChild)) {
    throw new ModelError("row and column expect elements, or lists of them, and then options")
  }
  const children = args.filter(isChild).flat()
  if (children.length > 0 && "children" in options) {
    throw new ModelError("row and column expect elements, or options with children, not both")
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is neither a list nor a model is the options
  return { ...options, ...(children.length > 0 && { children }) } as Init<P>
}

function isChild(arg: unknown): boolean {
  return Array.isArray(arg) || arg instanceof HasProps
}
