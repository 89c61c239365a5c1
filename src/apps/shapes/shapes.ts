// A viewer of shapes: every marker and every glyph, drawn with the style that the widgets beside them set.

import { app, column, row, TabPanel, Tabs } from "bokeh-edge"

import { glyphGrid } from "./glyphs.ts"
import { markerPlot } from "./markers.ts"
import { styleWidgets } from "./style.ts"

export const shapes = app(
  "/shapes",
  (doc) => {
    const markers = markerPlot()
    const grid = glyphGrid()
    const style = styleWidgets((property, value) => {
      for (const glyph of [markers.glyph, ...grid.glyphs]) {
        if (property in glyph) glyph.update({ [property]: value })
      }
    })
    const tabs = [
      new TabPanel({ title: "Markers", child: markers.plot }),
      new TabPanel({ title: "Glyphs", child: grid.ui }),
    ]
    const widgets = [...markers.widgets, ...style]
    for (const widget of widgets) widget.width = 220
    const shown = new Tabs({ tabs, sizing_mode: "stretch_width", min_width: 320, max_width: 700 })
    // On a phone, one below the other.
    const wrap = { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } } as const
    doc.add_root(row(column(widgets), shown, { spacing: 20, ...wrap }))
  },
  {
    title: "Shapes",
    theme: "auto",
    card: {
      text: "Every marker and glyph, with widgets for their colors, lines and hatches.",
      picture: "/static/pictures/shapes.png",
      source: "/static/source/shapes/shapes.ts.txt",
    },
  },
)
