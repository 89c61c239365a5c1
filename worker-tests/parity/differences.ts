// Where our documents differ from Python's, and why ours are right. One that no longer occurs fails the test.

interface KnownDifference {
  /** Type and property of the model that differs. */
  readonly type: string
  readonly property: string
  /** Only in this recipe; in all of them when it is not given. */
  readonly recipe?: string
  readonly reason: string
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    type: "Image",
    property: "color_mapper",
    reason:
      "palette makes one mapper for the image and its muted and unselected variants, not three: a change of it " +
      "reaches them all, and it is sent once",
  },
  {
    type: "Scatter",
    property: "line_color",
    recipe: "figures.colors_of_many_kinds",
    reason: "hsl() is a color in CSS and for BokehJS; Python takes it for the name of a column",
  },
  {
    type: "MultiLine",
    property: "name",
    recipe: "compound.graph",
    reason: "a graph's name is its own; Python's graph() gives it to its edges' glyphs, too",
  },
]

export function isKnown(
  { type, property, recipe }: KnownDifference,
  difference: { readonly type: string; readonly property: string },
  name: string,
): boolean {
  const isHere = recipe === undefined || recipe === name
  return isHere && type === difference.type && property === difference.property
}
