// A data source's columns: adding and removing them, streaming rows, patching cells. Source: Python
// bokeh.models.sources.ColumnDataSource (3.10)

import { copyInOrder, keysOf } from "../serialization/key-order.ts"
import { unreadable } from "../serialization/unreadable.ts"
import { clipped } from "../util/clipped.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { isList, isPlainObject } from "../util/record.ts"
import { browsersPatch, browsersStream, inBrowsersForm } from "./browser-columns.ts"
import type { Patches } from "./column-patches.ts"
import { type Column, type Columns, type DataLike, isColumns } from "./column.ts"
import { columnLength, ColumnWriter } from "./columns.ts"
import { forgetContent, newColumns } from "./content.ts"
import { columnsFrom } from "./data-tables.ts"
import { describeValue } from "./fault.ts"
import { type HasProps, stateOf } from "./has-props.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import { ruleOf } from "./property-rule.ts"
import { getProperty, setProperty } from "./property-value.ts"
import { assertProperty } from "./value-check.ts"

export interface ColumnMethods {
  readonly column_names: readonly string[]
  /** The number of rows, in all columns. @throws ModelError when a client has sent columns of different lengths */
  readonly length: number
  /**
   * Adds a column, or replaces it.
   * @returns its name; if none is given, "Series" and the number of columns before
   * @throws ModelError when the other columns have another length
   */
  add(values: Column, name?: string | { readonly name?: string }): string
  /** @throws ModelError when there is no such column */
  remove(name: string): void
  /**
   * Appends rows: `{column: values}` with exactly the source's columns, or rows as objects. Above `rollover` rows, the
   * oldest are removed.
   * @throws ModelError when columns are missing, extra or of different lengths
   */
  stream(new_data: DataLike, rollover?: number | null | { readonly rollover?: number | null }): void
  /**
   * Replaces cells: `{column: [[row, value], [new Slice(0, 2), [a, b]], ...]}`.
   * @throws ModelError for unknown columns and rows out of range
   */
  patch(patches: Patches): void
}

export const columnMethods: ColumnMethods & ThisType<ColumnMethods & HasProps> = {
  get column_names() {
    return keysOf(columnsOf(this, "data"))
  },
  get length() {
    return columnLength(columnsOf(this, "data"), `${this.type}.data`)
  },
  add(values, given) {
    const wanted = typeof given === "object" ? given.name : given
    const name = wanted ?? freeName(this.column_names)
    const data = copyInOrder(columnsOf(this, "data"))
    data[name] = values
    this.update({ data })
    return name
  },
  remove(name) {
    const data = copyInOrder(columnsOf(this, "data"))
    if (!Object.hasOwn(data, name)) {
      throw unknownName(`${this.type}: no column`, name, this.column_names)
    }
    Reflect.deleteProperty(data, name)
    this.update({ data })
  },
  stream(new_data, rollover = null) {
    const limit = typeof rollover === "object" ? (rollover?.rollover ?? null) : rollover
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the writer checks what it gets
    streamTo(this, "data", columnsFrom(new_data) as Columns, limit)
  },
  patch(patches) {
    patchTo(this, "data", columnsFrom(patches))
  },
}

function freeName(names: readonly string[]): string {
  let number = names.length
  while (names.includes(`Series ${number}`)) number++
  return `Series ${number}`
}

const writers = new WeakMap<HasProps, ColumnWriter>()

/** Columns, changes, and the pair of an index and a value: not counted as levels of the value. */
const LEVELS_OF_PATCHES = 3

/** Columns that were created in the current step: nobody has seen them, so they are changed in place. */
let unseen: WeakMap<object, Record<string, Column>> | undefined

/** Makes many changes of one source cost as much as the columns that they name, not as all of its columns. */
export function inOneCopy(action: () => void): void {
  unseen = new WeakMap()
  try {
    action()
  } finally {
    unseen = undefined
  }
}

function copied(columns: Columns): Record<string, Column> {
  const own = unseen?.get(columns)
  if (own !== undefined) return own
  const copy = copyInOrder(columns)
  unseen?.set(copy, copy)
  return copy
}

/** The columns with some names. */
function named(columns: Columns, names: readonly string[]): readonly unknown[] {
  return names.map((name) => (Object.hasOwn(columns, name) ? columns[name] : undefined))
}

/** `stream` for any model's columns: what a client's ColumnsStreamed does. */
export function streamTo(
  model: HasProps,
  attr: string,
  data: Columns,
  rollover: number | null,
): void {
  const [state, old] = [stateOf(model), columnsOf(model, attr)]
  ruleOf(state.schema, attr).check(data)
  const isAlike = browsersStream(old, data, rollover)
  state.owner?.columnsWillChange(model, attr)
  const value = writerOf(model).stream(old, data, rollover)
  const delta = { kind: "ColumnsStreamed", data, rollover } as const
  forgetContent(model, attr)
  state.store({
    model,
    attr,
    old,
    value,
    news: data,
    ...(isAlike ? { delta } : { isResent: true }),
  })
}

/** Adds or replaces columns. The cost is that of the new ones, as for a client's ColumnDataChanged. */
export function putColumns(model: HasProps, attr: string, data: Columns): void {
  const [state, old] = [stateOf(model), columnsOf(model, attr)]
  const { schema } = state
  if (schema.property(attr)?.kind.type !== "columns") {
    return setProperty(model, attr, Object.assign(copyInOrder(old), data))
  }
  ruleOf(schema, attr).check(data)
  const cols = newColumns({ model, attr }, old, data)
  if (cols.length === 0) return
  const replaced = named(old, cols)
  const value = Object.assign(copied(old), data)
  state.store({ model, attr, old, value, cols, replaced })
}

/** `patch` for any model's columns: what a client's ColumnsPatched does. */
export function patchTo(model: HasProps, attr: string, patches: unknown): void {
  const [state, old] = [stateOf(model), columnsOf(model, attr)]
  assertPairs(patches)
  const fault = unreadable(patches, isModel, -LEVELS_OF_PATCHES)
  if (fault !== undefined) throw new ModelError(`${model.type}.${attr}: patch${fault}`)
  const isAlike = browsersPatch(old, patches)
  state.owner?.columnsWillChange(model, attr)
  const replaced = named(old, Object.keys(patches))
  const value = writerOf(model).patch(old, patches, copied)
  forgetContent(model, attr)
  const reach = isAlike
    ? { delta: { kind: "ColumnsPatched", patches: inBrowsersForm(patches) } as const }
    : { cols: Object.keys(patches), isResent: true }
  state.store({ model, attr, old, value, replaced, news: patches, ...reach })
}

/** What the pairs select is checked later. @throws ModelError */
function assertPairs(patches: unknown): asserts patches is Patches {
  const lists = isPlainObject(patches) ? Object.values(patches) : [patches]
  const wrong = lists.findIndex((pairs) => !isList(pairs) || !pairs.every(isPair))
  if (wrong < 0) return
  const got = describeValue(lists[wrong])
  throw new ModelError(`patch: expected [index, value] pairs for each column, got ${got}`)
}

function isPair(value: unknown): boolean {
  return isList(value) && value.length === 2
}

/** @throws ModelError when the property does not hold a data source's columns */
export function columnsOf(model: HasProps, attr: string): Columns {
  const { schema } = stateOf(model)
  assertProperty(schema, attr)
  const isData = schema.isOpen || schema.property(attr)?.kind.type === "columns"
  const value = isData ? (getProperty(model, attr) ?? {}) : undefined
  const own = typeof value === "object" && value !== null ? unseen?.get(value) : undefined
  if (own !== undefined) return own
  if (isColumns(value)) return value
  throw new ModelError(`${model.type}.${clipped(attr)} does not hold columns`)
}

function writerOf(model: HasProps): ColumnWriter {
  return getOrMake(writers, model, () => new ColumnWriter())
}
