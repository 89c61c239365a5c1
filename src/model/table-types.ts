// Tables of other libraries, by what they can do: nobody has to install those.

/** A table of Apache Arrow, by what it can do. */
export interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] }
  getChild(name: string): ArrowVector | null
}
export interface ArrowVector extends Iterable<unknown> {
  readonly type: { readonly typeId: number }
  readonly nullCount: number
  toArray(): unknown
}

/** A table of arquero, by what it can do. */
export interface ArqueroTable {
  columnNames(): string[]
  array(name: string): unknown
  data(): unknown
  isFiltered(): boolean
  isOrdered(): boolean
}
