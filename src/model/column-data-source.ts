// A data source's columns: adding and removing them, streaming rows, patching cells.
// Source: Python bokeh.models.sources.ColumnDataSource (3.10)

import type { Patches } from "./column-patches.ts"
import { type Column, type Columns, isColumns } from "./column.ts"
import { columnLength, ColumnWriter } from "./columns.ts"
import { ColumnDataSource as GeneratedColumnDataSource } from "./generated/models.ts"
import { getProperty, type HasProps, storeProperty } from "./has-props.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { registerModel } from "./registry.ts"

export class ColumnDataSource extends GeneratedColumnDataSource {
  get column_names(): readonly string[] {
    return Object.keys(this.data)
  }

  /** Rows: what all columns have. @throws ModelError when a client has sent columns of different lengths */
  get length(): number {
    return columnLength(this.data, "ColumnDataSource.data")
  }

  /**
   * Adds a column, or replaces it.
   * @returns its name; without one given, "Series" and the number of columns there are
   * @throws ModelError when the other columns have another length
   */
  add(values: Column, name: string = this.#freeName()): string {
    this.data = { ...this.data, [name]: values }
    return name
  }

  /** @throws ModelError when there is no such column */
  remove(name: string): void {
    const { [name]: removed, ...others } = this.data
    if (removed === undefined)
      throw unknownName("ColumnDataSource: no column", name, this.column_names)
    this.data = others
  }

  /**
   * Appends rows: `{column: values}` with exactly the source's columns. Beyond `rollover` rows the oldest go.
   * @throws ModelError when columns are missing, extra or of different lengths
   */
  stream(new_data: Columns, rollover: number | null = null): void {
    streamTo(this, "data", new_data, rollover)
  }

  /**
   * Replaces cells: `{column: [[row, value], [new Slice(0, 2), [a, b]], ...]}`.
   * @throws ModelError for unknown columns and rows out of range
   */
  patch(patches: Patches): void {
    patchTo(this, "data", patches)
  }

  #freeName(): string {
    const names = this.column_names
    let number = names.length
    while (names.includes(`Series ${number}`)) number++
    return `Series ${number}`
  }
}

registerModel("ColumnDataSource", ColumnDataSource)

const writers = new WeakMap<HasProps, ColumnWriter>()

/** `stream` for any model's columns: what a client's ColumnsStreamed does. */
export function streamTo(
  model: HasProps,
  attr: string,
  data: Columns,
  rollover: number | null,
): void {
  const old = columnsOf(model, attr)
  const value = writerOf(model).stream(old, data, rollover)
  storeProperty({ model, attr, old, value, delta: { kind: "ColumnsStreamed", data, rollover } })
}

/** `patch` for any model's columns: what a client's ColumnsPatched does. */
export function patchTo(model: HasProps, attr: string, patches: Patches): void {
  const old = columnsOf(model, attr)
  const value = writerOf(model).patch(old, patches)
  storeProperty({ model, attr, old, value, delta: { kind: "ColumnsPatched", patches } })
}

/** @throws ModelError when the property does not hold columns */
export function columnsOf(model: HasProps, attr: string): Columns {
  const value = getProperty(model, attr) ?? {}
  if (isColumns(value)) return value
  throw new ModelError(`${model.type}.${attr} does not hold columns`)
}

function writerOf(model: HasProps): ColumnWriter {
  const known = writers.get(model)
  if (known !== undefined) return known
  const made = new ColumnWriter()
  writers.set(model, made)
  return made
}
