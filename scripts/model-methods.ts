// The types of some models' members besides their properties, as declared in the generated module, which alone has the
// models' types. src/model/methods.ts defines which objects have them.

/** By type: the names of the interfaces. */
export const METHODS: Readonly<Record<string, string>> = {
  BoxAnnotation: "BoxMethods",
  Button: "ButtonMethods",
  ColumnDataSource: "ColumnMethods, RecordMethods<D>",
  ContourRenderer: "ContourMethods<ContourColorBar, ContourColorBarProperties>",
  CoordinateTransform: "ComponentsMethods",
  DateRangeSlider: "DateRangeMethods",
  DateSlider: "DateMethods",
  DatetimeRangeSlider: "DateRangeMethods",
  Dropdown: "DropdownMethods",
  Expression: "ExpressionMark",
  FileInput: "FileInputMethods",
  Filter: "FilterMethods",
  GlyphRenderer: "ColorBarMethods<ColorBar, ColorBarProperties>, DecorationMethods",
  LayoutProvider: "CoordinatesMethods",
  Legend: "LegendMethods",
  Model: "SelectMethods, ValuesMethods",
  // src/plotting/plot-methods.ts
  Plot: "PlotMethods",
  Toggle: "ToggleMethods",
}

/** By type: the static members of its class besides the constructor. src/plotting/model-statics.ts */
export const STATICS: Readonly<Record<string, string>> = {
  DataTable: `  /** A table of columns, or of a copy of a source: all of them, or those named. */
  from_data(
    data: ColumnDataSource | DataLike,
    columns?: readonly string[] | null,
    formatters?: Readonly<Record<string, CellFormatter>>,
    options?: Init<DataTableProperties>,
  ): DataTable
  from_data(data: ColumnDataSource | DataLike, options: DataTableOptions): DataTable`,
  Node: `  /** The nodes of the plot's frame, its canvas, the plot itself, and the parent. */
  readonly frame: BoxNodes
  readonly canvas: BoxNodes
  readonly plot: BoxNodes
  readonly parent: BoxNodes`,
  Tool: `  /** A tool by its short name: "pan", "xwheel_zoom" ... */
  from_string(name: string): Tool`,
}

export const MODEL_METHODS = `
declare module "../property-types.ts" {
  interface SpecModels {
    readonly Expression: Expression
  }
}
interface ExpressionMark {
  readonly [EXPRESSION]: true
}
declare module "../events.ts" {
  interface EventModels {
    readonly LegendItem: LegendItem
  }
}
interface BoxMethods {
  /** Its edges, corners and center, to place other things at. */
  readonly nodes: BoxNodes
}
/** The nodes of a box, each a new model. */
export interface BoxNodes {
  readonly left: Node
  readonly right: Node
  readonly top: Node
  readonly bottom: Node
  readonly top_left: Node
  readonly top_center: Node
  readonly top_right: Node
  readonly center_left: Node
  readonly center: Node
  readonly center_right: Node
  readonly bottom_left: Node
  readonly bottom_center: Node
  readonly bottom_right: Node
  readonly width: Node
  readonly height: Node
}

interface ComponentsMethods {
  /** The component, for \`expr(transform.x)\`. */
  readonly x: XComponent
  readonly y: YComponent
}

interface CoordinatesMethods {
  /** Where a graph's nodes are, for \`expr(...)\` beside them. */
  readonly node_coordinates: NodeCoordinates
  readonly edge_coordinates: EdgeCoordinates
}

interface DecorationMethods {
  /** Draws the marking at a node of the glyph and its variants. */
  add_decoration(
    marking: Marking,
    node: Decoration["node"] | { readonly node: Decoration["node"] },
  ): Decoration
}

/** Python's operators. */
interface FilterMethods {
  /** \`a & b\` */
  and(...others: readonly Filter[]): IntersectionFilter
  /** \`a | b\` */
  or(...others: readonly Filter[]): UnionFilter
  /** \`a ^ b\` */
  xor(...others: readonly Filter[]): SymmetricDifferenceFilter
  /** \`a - b\` */
  minus(...others: readonly Filter[]): DifferenceFilter
  /** \`~a\` */
  not(): InversionFilter
}

/** What \`DataTable.from_data\` takes by name. */
export interface DataTableOptions extends Omit<Init<DataTableProperties>, "columns"> {
  readonly columns?: readonly string[] | null
  readonly formatters?: Readonly<Record<string, CellFormatter>>
}

interface RecordMethods<D> {
  /** The rows as objects: what JSON, a database or d3 takes. */
  to_records(): RowOf<D>[]
}

interface LegendMethods {
  on_click(...callbacks: readonly ((event: LegendItemClick & { readonly model: Legend }) => unknown)[]): void
  /** Runs the callbacks (CustomJS ...) in the browser. */
  js_on_click(...callbacks: readonly HasProps[]): void
}
`
