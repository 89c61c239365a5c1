// Tables of other libraries, described structurally, so that nobody has to install these libraries.

/** A table of Apache Arrow. */
export interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] }
  getChild(name: string): ArrowVector | null
}
export interface ArrowVector extends Iterable<unknown> {
  readonly type: { readonly typeId: number }
  readonly nullCount: number
  toArray(): unknown
}

/** A table of arquero. */
export interface ArqueroTable {
  columnNames(): string[]
  array(name: string): unknown
  data(): unknown
  isFiltered(): boolean
  isOrdered(): boolean
}
