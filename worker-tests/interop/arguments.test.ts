// Every parameter of Python's functions can be passed here by name. unit/plotting/keywords.test.ts makes the calls.

import { expect, it } from "vitest"

import { ARGUMENTS } from "../parity/arguments.ts"
import { python } from "../support/python.ts"

/** Parameters that can be passed by position only: what is drawn, appended, linked or called. */
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

it.each(ARGUMENTS.map(({ python: path, names }) => [path, names]))(
  "%s has Python's parameters: %s",
  (path, names) => {
    const ours = [...(BY_POSITION[path ?? ""] ?? "").split(" "), ...(names ?? "").split(" ")]
    expect(ours.filter((name) => name !== "").toSorted()).toEqual(pythons[path ?? ""]?.toSorted())
  },
)
