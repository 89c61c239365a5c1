// Every parameter that Python's functions have can be given here by name; unit/plotting/keywords.test.ts calls them.

import { expect, it } from "vitest"

import { ARGUMENTS } from "../parity/arguments.ts"
import { python } from "../support/python.ts"

/** Given by position alone: what is drawn, appended, linked or called. */
const BY_POSITION: Readonly<Record<string, string>> = {
  "bokeh.core.properties.expr": "expr",
  "bokeh.core.properties.field": "field",
  "bokeh.core.properties.value": "value",
  "bokeh.document.Document.add_periodic_callback": "callback",
  "bokeh.document.Document.add_timeout_callback": "callback",
  "bokeh.model.Model.js_link": "attr other other_attr",
  "bokeh.models.ColumnDataSource.add": "data",
  "bokeh.models.ColumnDataSource.stream": "new_data",
  "bokeh.models.DataTable.from_data": "data",
  "bokeh.models.GlyphRenderer.add_decoration": "marking",
  "bokeh.plotting.figure.add_glyph": "source_or_glyph",
  "bokeh.plotting.figure.add_layout": "obj",
  "bokeh.plotting.figure.add_tile": "tile_source",
  "bokeh.util.hex.axial_to_cartesian": "q r size",
  "bokeh.util.hex.cartesian_to_axial": "x y size",
  "bokeh.util.hex.hexbin": "x y size",
}

const paths = ARGUMENTS.map(({ python: path }) => path)
const pythons = (await python("arguments.py", [JSON.stringify(paths)])) as Readonly<
  Record<string, readonly string[]>
>

it.each(ARGUMENTS.map(({ python: path, names }) => [path, names]))("%s(%s)", (path, names) => {
  const ours = [...(BY_POSITION[path ?? ""] ?? "").split(" "), ...(names ?? "").split(" ")]
  expect(ours.filter((name) => name !== "").toSorted()).toEqual(pythons[path ?? ""]?.toSorted())
})
