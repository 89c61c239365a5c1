"""Arguments that Python takes by position and TypeScript by name, and those that both take either way."""

# Names of what Python takes by position, and TypeScript takes by name in `new`.
BY_POSITION = {
    "Range1d": ["start", "end"],
    "TeX": ["text"],
    "MathML": ["text"],
    "PlainText": ["text"],
    "BooleanFilter": ["booleans"],
    "IndexFilter": ["indices"],
    "TablerIcon": ["icon_name"],
    "BuiltinIcon": ["icon_name"],
    "ColumnDataSource": ["data"],
}
BY_CHILDREN = {
    "FactorRange": "factors",
    "HTML": "html",
    "Row": "children",
    "Column": "children",
    "GridBox": "children",
    "Tabs": "tabs",
}
# Names of what both take by position, so that a program may give it by name as well.
FUNCTIONS = {
    "linear_cmap": ["field_name", "palette", "low", "high"],
    "log_cmap": ["field_name", "palette", "low", "high"],
    "eqhist_cmap": ["field_name", "palette", "low", "high"],
    "factor_cmap": ["field_name", "palette", "factors"],
    "factor_mark": ["field_name", "markers", "factors"],
    "factor_hatch": ["field_name", "patterns", "factors"],
    "dodge": ["field_name", "value"],
    "jitter": ["field_name", "width"],
    "cumsum": ["field"],
    "transform": ["field_name", "transform"],
    "stack": [],
    "field": ["name"],
    "value": ["val"],
    "expr": ["expression"],
    "gridplot": ["children"],
    "layout": ["children"],
    "grid": ["children"],
    "row": ["children"],
    "column": ["children"],
    "gmap": ["google_api_key", "map_options"],
}
METHODS = {
    "contour": ["x", "y", "z", "levels"],
    "hexbin": ["x", "y", "size"],
    "graph": ["node_source", "edge_source", "layout_provider"],
    "add_layout": ["obj", "place"],
    "add_tile": ["tile_source"],
    "add_glyph": ["source_or_glyph", "glyph"],
    "js_link": ["attr", "other", "other_attr", "attr_selector"],
    "add_decoration": ["marking", "node"],
    "add": ["data", "name"],
    "remove": ["name"],
}


def positions(names, given, keywords):
    """The arguments by position, and the rest by name."""
    keywords = dict(keywords)
    given = list(given)
    for name in names[len(given) :]:
        if name not in keywords:
            break
        given.append(keywords.pop(name))
    return given, keywords
