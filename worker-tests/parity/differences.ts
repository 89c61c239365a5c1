// The differences between documents here and in Python, and why those here are right. A difference that no longer occurs, or
// that docs/differences.md does not name, fails the test.

interface KnownDifference {
  /** Type and property of the model that differs. */
  readonly type: string
  readonly property: string
  /** The only recipe with the difference; default all recipes. */
  readonly recipe?: string
  readonly reason: string
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    type: "Image",
    property: "color_mapper",
    reason:
      "palette makes one mapper for the image and its muted and unselected variants, not three, so a change applies " +
      "to all of them, and is sent once",
  },
  {
    type: "Scatter",
    property: "line_color",
    recipe: "figures.colors_of_many_kinds",
    reason: "hsl() is a color in CSS and in BokehJS; Python treats it as the name of a column",
  },
  {
    type: "MultiLine",
    property: "name",
    recipe: "compound.graph",
    reason:
      "a graph's name belongs to the graph alone; Python's graph() also gives it to the glyphs of its edges",
  },
  ...[
    "compound.contour",
    "compound.contour_looks",
    "compound.contour_of_ring",
    "topics.contours",
  ].map((recipe) => ({
    type: "ColumnDataSource",
    property: "data",
    recipe,
    reason:
      "the same areas, with other starting points: interop/contour.test.ts compares the points",
  })),
  {
    type: "WMTSTileSource",
    property: "pixel_ratio",
    recipe: "compound.tiles_by_name",
    reason: "retina tiles have twice the pixels, which Python sets from 3.10 on",
  },
  ...(["DatetimePicker", "DatetimeRangePicker", "DatetimeRangeSlider"] as const).map((type) => ({
    type,
    property: "value",
    reason: "the time of day is kept; Python cuts it off before it sends the value",
  })),
  ...(["value", "min_time"] as const).map((property) => ({
    type: "TimePicker",
    property,
    reason: "the same time of day, as a string; Python sends milliseconds; BokehJS takes both",
  })),
]

export function isKnown(
  { type, property, recipe }: KnownDifference,
  difference: { readonly type: string; readonly property: string },
  name: string,
): boolean {
  const isHere = recipe === undefined || recipe === name
  return isHere && type === difference.type && property === difference.property
}
