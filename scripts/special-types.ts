// Properties whose read or assignable types differ from their kind: Python's `.accepts()`, and values that BokehJS leaves
// open. Source: Python bokeh.models (3.10)

/** The types of abstract models when read, with the properties of all possible subtypes. */
export const LOOSE: Readonly<
  Record<
    string,
    {
      readonly name: string
      readonly of?: readonly string[]
      /** What this type has, and nothing else. */
      readonly only?: string
      readonly isOnlyNamed?: boolean
    }
  >
> = {
  Axis: { name: "AnyAxis", of: [], isOnlyNamed: true },
  Range: { name: "AnyRange", of: ["Range1d", "DataRange1d", "FactorRange"] },
  Ticker: { name: "AnyTicker", of: [] },
  TickFormatter: { name: "AnyTickFormatter", of: [] },
  ArrowHead: { name: "AnyArrowHead", of: [] },
  ColorMapper: { name: "AnyColorMapper", of: [] },
  LayoutProvider: { name: "AnyLayoutProvider", of: [] },
  CellEditor: { name: "AnyCellEditor", of: [] },
  CellFormatter: { name: "AnyCellFormatter", of: [] },
  Filter: { name: "AnyFilter", of: [] },
  UIElement: { name: "AnyUIElement", of: [], only: "LayoutDOM" },
  ColumnarDataSource: { name: "ColumnDataSource" },
  DataSource: { name: "ColumnDataSource" },
}

const SIDES = ["left", "right", "top", "bottom"]
const DATE_SLIDERS = ["DateSlider", "DateRangeSlider", "DatetimeRangeSlider"]

/** Properties whose number can be a point in time or a time span. */
const MOMENTS: readonly RegExp[] = [
  /^(Range|Range1d|DataRange1d|NumericalRange|DataRange)\.(start|end|bounds|reset_start|reset_end|\w+_interval|default_span)$/,
  /^(Axis|Grid|SizeBar)\.(bounds|cross_bounds|fixed_location)$/,
  /^FixedTicker\.(ticks|minor_ticks)$/,
  /^Span\.location$/,
  /^XY\.[xy]$/,
  /^(Label|HTMLLabel)\.[xy]$/,
  /^PolyAnnotation\.[xy]s$/,
  /^BoxAnnotation\.(left|right|top|bottom)(_limit)?$/,
  /^ContinuousColorMapper\.(low|high)$/,
]

/** @param property "Type.property" */
export function isMoment(property: string): boolean {
  return MOMENTS.some((pattern) => pattern.test(property))
}

/** The types of properties when read. */
export const READS: Readonly<Record<string, string>> = {
  "Axis.major_label_overrides": "Map<string | number, string | BaseText>",
  "BaseBar.major_label_overrides": "Map<string | number, string | BaseText>",
  "BaseColorBar.major_label_overrides": "Map<string | number, string | BaseText>",
  // A list, or lists by name.
  "Select.options": "SelectOptions",
  "HoverTool.callback": "Callback | null",
  "TapTool.callback": "Callback | null",
  "AbstractSlider.value": "unknown",
  "Slider.value": "number",
  "Slider.value_throttled": "number",
  "DateSlider.value": "number",
  "DateSlider.value_throttled": "number",
  "ColumnDataSource.data": "ReadColumns<D>",
  // "auto" until someone sets it.
  "DataRange.renderers": "DataRenderer[]",
  "ColorPicker.color": "string",
  "DatePicker.value": "string | null",
  "DateRangePicker.value": "[string, string] | null",
  "MultipleDatePicker.value": "string[]",
  // A number of milliseconds only in a document from Python.
  "DatetimePicker.value": "string | number | null",
  "DatetimeRangePicker.value": "[string | number, string | number] | null",
  "MultipleDatetimePicker.value": "(string | number)[]",
  "ContourRenderer.fill_renderer": "GlyphRenderer<MultiPolygons>",
  "ContourRenderer.line_renderer": "GlyphRenderer<MultiLine>",
  "GraphRenderer.node_renderer": "GlyphRenderer<Scatter>",
  "GraphRenderer.edge_renderer": "GlyphRenderer<MultiLine>",
  "GlyphRenderer.data_source": "S",
  ...Object.fromEntries(
    ["glyph", "nonselection_glyph", "selection_glyph", "hover_glyph", "muted_glyph"].map((name) => [
      `GlyphRenderer.${name}`,
      "G",
    ]),
  ),
  "Select.value": "V",
  "FileInput.value": "Multiple extends true ? string[] : string",
  "FileInput.filename": "Multiple extends true ? string[] : string",
  "FileInput.mime_type": "Multiple extends true ? string[] : string",
  ...Object.fromEntries(
    ["RangeSlider", "DateRangeSlider", "DatetimeRangeSlider"].flatMap((slider) => [
      [`${slider}.value`, "[number, number]"],
      [`${slider}.value_throttled`, "[number, number]"],
    ]),
  ),
}

const OVERRIDES =
  "Readonly<Record<string | number, string | BaseText>> | ReadonlyMap<string | number, string | BaseText>"
const TICKS = "ArrayLike<Moment>"
const MODIFIERS =
  '{ readonly shift?: boolean; readonly ctrl?: boolean; readonly alt?: boolean } | "shift" | "ctrl" | "alt"'
const FACTOR = "string | readonly string[] | readonly (string | number)[]"
/** Strings for which an editor still offers the known values. */
const ANY_STRING = "(string & Record<never, never>)"
const OPTIONS =
  "readonly (string | readonly [V, string] | readonly [unknown, string] | readonly string[])[]"

/** The types that can be assigned to properties. */
export const WRITES: Readonly<Record<string, string>> = {
  "Axis.ticker": `Ticker | ${TICKS}`,
  "Grid.ticker": `Ticker | ${TICKS} | null`,
  ...tickerParts([
    "LinearAxis",
    "LogAxis",
    "CategoricalAxis",
    "DatetimeAxis",
    "TimedeltaAxis",
    "MercatorAxis",
  ]),
  "Axis.fixed_location": `Moment | ${FACTOR} | null`,
  "Axis.major_label_overrides": OVERRIDES,
  "BaseBar.major_label_overrides": OVERRIDES,
  "BaseColorBar.major_label_overrides": OVERRIDES,
  // TypeScript does not know which of both types an item of a read list has.
  "FactorRange.factors": "readonly (string | readonly string[])[]",
  "Legend.items":
    "readonly (LegendItem | readonly [label: string, renderers: readonly GlyphRenderer<Glyph, ColumnarDataSource>[]] | readonly (string | readonly GlyphRenderer<Glyph, ColumnarDataSource>[])[])[]",
  "HoverTool.tooltips":
    "DOMElement | string | readonly (readonly string[])[] | Readonly<Record<string, string>> | null",
  "Tabs.tabs": "readonly (TabPanel | readonly [title: string, child: UIElement])[]",
  "TapTool.modifiers": MODIFIERS,
  "WheelPanTool.modifiers": MODIFIERS,
  "WheelZoomTool.modifiers": MODIFIERS,
  "WheelZoomTool.hit_test_behavior":
    'GroupBy | "only_hit" | "group_by_name" | readonly (readonly DataRenderer[])[]',
  "HBox.children":
    "readonly (UIElement | { readonly child: UIElement; readonly col?: number; readonly span?: number })[]",
  "VBox.children":
    "readonly (UIElement | { readonly child: UIElement; readonly row?: number; readonly span?: number })[]",
  "BoxAnnotation.handles": "BoxInteractionHandles | AreaVisuals",
  "GMapPlot.api_key": "ArrayBuffer | string",
  "HoverTool.callback": "Callback | null",
  "TapTool.callback": "Callback | null",
  "ColumnDataSource.data": "DataLike",
  ...Object.fromEntries(
    ["start", "end"].flatMap((name) => [
      [`BaseNumericalSlider.${name}`, "Moment | string"],
      [`Slider.${name}`, "number"],
      [`RangeSlider.${name}`, "number"],
    ]),
  ),
  "Slider.value": "number",
  "Slider.value_throttled": "number",
  "RangeSlider.value": "ArrayLike<number>",
  "RangeSlider.value_throttled": "ArrayLike<number>",
  ...Object.fromEntries(
    DATE_SLIDERS.flatMap((slider) => {
      const value = slider === "DateSlider" ? "Moment | string" : "readonly (Moment | string)[]"
      return [
        [`${slider}.value`, value],
        [`${slider}.value_throttled`, value],
      ]
    }),
  ),
  // Beside factors from a variable, whose mistakes are found when they are set.
  "CategoricalMarkerMapper.markers": `readonly (MarkerType | ${ANY_STRING})[]`,
  "CategoricalPatternMapper.patterns": `readonly (HatchPatternType | ${ANY_STRING})[]`,
  "Select.value": "V | null",
  "Select.options": `${OPTIONS} | Readonly<Record<string, ${OPTIONS}>>`,
  ...Object.fromEntries(
    SIDES.map((side) => [`BoxAnnotation.${side}`, `Moment | ${FACTOR} | Coordinate | null`]),
  ),
}

/** Parameters of the models' types. `new` defines how they are inferred from a model's initial values. */
export const GENERICS: Readonly<
  Record<
    string,
    { readonly parameters: string; readonly takes?: string; readonly constructor: string }
  >
> = {
  ColumnDataSource: {
    parameters: "<D extends object = Record<never, DataColumn>>",
    constructor:
      "new <D extends DataLike = Record<never, DataColumn>>(attributes?: Init<ColumnDataSourceProperties> & { readonly data?: D }): ColumnDataSource<ColumnsOf<D>>",
  },
  GlyphRenderer: {
    parameters: "<G extends Glyph = Glyph, S extends ColumnarDataSource = ColumnDataSource>",
    constructor:
      "new <G extends Glyph = Glyph, S extends ColumnarDataSource = ColumnDataSource>(attributes?: Init<GlyphRendererProperties> & { readonly glyph?: G; readonly data_source?: S }): GlyphRenderer<G, S>",
  },
  Select: {
    parameters: "<V = string>",
    takes: "<V = string>",
    constructor: "new <V = string>(attributes?: Init<SelectProperties<V>>): Select<V>",
  },
  FileInput: {
    parameters: "<Multiple extends boolean = false>",
    constructor:
      "new <Multiple extends boolean = false>(attributes?: Init<FileInputProperties> & { readonly multiple?: Multiple }): FileInput<Multiple>",
  },
}

function tickerParts(axes: readonly string[]): Record<string, string> {
  return Object.fromEntries(axes.map((axis) => [`${axis}.ticker`, `Ticker | ${TICKS}`]))
}
