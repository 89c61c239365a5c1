// What single models have beside their properties, by their types. scripts/model-methods.ts has the types.

import { colorBarMethods } from "./color-bar-methods.ts"
import { columnMethods } from "./column-methods.ts"
import { contourMethods } from "./contour-methods.ts"
import {
  boxMethods,
  componentsMethods,
  decorationMethods,
  filterMethods,
  legendMethods,
  recordMethods,
} from "./model-methods.ts"
import { selectMethods } from "./select.ts"
import {
  buttonMethods,
  dropdownMethods,
  fileInputMethods,
  toggleMethods,
} from "./widget-methods.ts"

export const METHODS: Readonly<Record<string, readonly object[]>> = {
  BoxAnnotation: [boxMethods],
  Button: [buttonMethods],
  ColumnDataSource: [columnMethods, recordMethods],
  ContourRenderer: [contourMethods],
  CoordinateTransform: [componentsMethods],
  Dropdown: [dropdownMethods],
  FileInput: [fileInputMethods],
  Filter: [filterMethods],
  GlyphRenderer: [colorBarMethods, decorationMethods],
  Legend: [legendMethods],
  Model: [selectMethods],
  Toggle: [toggleMethods],
}
