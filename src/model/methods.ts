// The methods that single models have beside their properties, by type. scripts/model-methods.ts has their types.

import { colorBarMethods } from "./color-bar-methods.ts"
import { columnMethods } from "./column-methods.ts"
import { contourMethods } from "./contour-methods.ts"
import {
  boxMethods,
  componentsMethods,
  coordinatesMethods,
  decorationMethods,
  filterMethods,
  legendMethods,
  recordMethods,
} from "./model-methods.ts"
import { valuesMethods } from "./model-values.ts"
import { selectMethods } from "./select.ts"
import {
  buttonMethods,
  dateMethods,
  dropdownMethods,
  fileInputMethods,
  sliderMethods,
  toggleMethods,
} from "./widget-methods.ts"

export const METHODS: Readonly<Record<string, readonly object[]>> = {
  AbstractSlider: [sliderMethods],
  BoxAnnotation: [boxMethods],
  Button: [buttonMethods],
  ColumnDataSource: [columnMethods, recordMethods],
  ContourRenderer: [contourMethods],
  CoordinateTransform: [componentsMethods],
  DateRangeSlider: [dateMethods],
  DateSlider: [dateMethods],
  DatetimeRangeSlider: [dateMethods],
  Dropdown: [dropdownMethods],
  FileInput: [fileInputMethods],
  Filter: [filterMethods],
  GlyphRenderer: [colorBarMethods, decorationMethods],
  LayoutProvider: [coordinatesMethods],
  Legend: [legendMethods],
  Model: [selectMethods, valuesMethods],
  Toggle: [toggleMethods],
}
