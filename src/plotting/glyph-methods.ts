// The glyph methods of figure(): the glyph of each, and its positional arguments. Source: Python bokeh.models.glyphs,
// `_args` (3.9.2)

export const GLYPHS = {
  annular_wedge: [
    "AnnularWedge",
    ["x", "y", "inner_radius", "outer_radius", "start_angle", "end_angle", "direction"],
  ],
  annulus: ["Annulus", ["x", "y", "inner_radius", "outer_radius"]],
  arc: ["Arc", ["x", "y", "radius", "start_angle", "end_angle", "direction"]],
  bezier: ["Bezier", ["x0", "y0", "x1", "y1", "cx0", "cy0", "cx1", "cy1"]],
  block: ["Block", ["x", "y", "width", "height"]],
  circle: ["Circle", ["x", "y", "radius"]],
  ellipse: ["Ellipse", ["x", "y", "width", "height", "angle"]],
  harea: ["HArea", ["x1", "x2", "y"]],
  harea_step: ["HAreaStep", ["x1", "x2", "y"]],
  hbar: ["HBar", ["y", "height", "right", "left"]],
  hex_tile: ["HexTile", ["q", "r"]],
  hspan: ["HSpan", ["y"]],
  hstrip: ["HStrip", ["y0", "y1"]],
  image: ["Image", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_rgba: ["ImageRGBA", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_stack: ["ImageStack", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_url: ["ImageURL", ["url", "x", "y", "w", "h", "angle", "dilate"]],
  line: ["Line", ["x", "y"]],
  mathml: ["MathMLGlyph", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  multi_line: ["MultiLine", ["xs", "ys"]],
  multi_polygons: ["MultiPolygons", ["xs", "ys"]],
  ngon: ["Ngon", ["x", "y", "radius"]],
  patch: ["Patch", ["x", "y"]],
  patches: ["Patches", ["xs", "ys"]],
  quad: ["Quad", ["left", "right", "top", "bottom"]],
  quadratic: ["Quadratic", ["x0", "y0", "x1", "y1", "cx", "cy"]],
  ray: ["Ray", ["x", "y", "length", "angle"]],
  rect: ["Rect", ["x", "y", "width", "height", "angle", "dilate"]],
  scatter: ["Scatter", ["x", "y", "size", "angle", "marker"]],
  segment: ["Segment", ["x0", "y0", "x1", "y1"]],
  spline: ["Spline", ["x", "y"]],
  step: ["Step", ["x", "y"]],
  tex: ["TeXGlyph", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  text: ["Text", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  varea: ["VArea", ["x", "y1", "y2"]],
  varea_step: ["VAreaStep", ["x", "y1", "y2"]],
  vbar: ["VBar", ["x", "width", "top", "bottom"]],
  vspan: ["VSpan", ["x"]],
  vstrip: ["VStrip", ["x0", "x1"]],
  wedge: ["Wedge", ["x", "y", "radius", "start_angle", "end_angle", "direction"]],
} as const satisfies Readonly<Record<string, readonly [type: string, names: readonly string[]]>>

/** The names of the methods. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys
export const GLYPH_METHODS = Object.keys(GLYPHS) as readonly (keyof typeof GLYPHS)[]

/** Short names of markers, as in Python. */
export const MARKER_SHORTCUTS: Readonly<Record<string, string>> = {
  "*": "asterisk",
  "+": "cross",
  o: "circle",
  "o+": "circle_cross",
  "o.": "circle_dot",
  ox: "circle_x",
  oy: "circle_y",
  "-": "dash",
  ".": "dot",
  v: "inverted_triangle",
  "^": "triangle",
  "^.": "triangle_dot",
}
