"""What other models are made of: styles, icons, texts, elements of pages, sources, tiles, scales."""

from bokeh import models as m
from bokeh.document import Document
from bokeh.models import dom
from bokeh.models.graphics import Decoration

DATA = {"x": [1, 2, 3], "y": [4, 6, 5], "kind": ["a", "b", "a"]}


def style_sheets():
    sheets = [
        ":host { color: red; }", m.InlineStyleSheet(css="b { color: blue; }"), m.ImportedStyleSheet(url="/a.css"),
        m.GlobalInlineStyleSheet(css="i { color: red; }"), m.GlobalImportedStyleSheet(url="/b.css"),
    ]
    return m.Div(text="<b>b</b>", stylesheets=sheets, styles={"color": "red"}, css_classes=["c"])


def styles_model():
    return m.Div(text="a", styles=m.Styles(color="red", font_size="12px"), css_variables={"--a": "1px"})


def icons():
    return [
        m.Button(icon=m.TablerIcon("eye", size="2em")),
        m.Button(icon=m.BuiltinIcon("settings", color="red")),
        m.Button(icon=m.SVGIcon(svg="<svg></svg>")),
    ]


def help_button():
    return m.HelpButton(tooltip=m.Tooltip(content=dom.HTML(html="<b>help</b>"), position="right"))


def tooltip_selectors():
    targets = [m.ByID("a"), m.ByClass("b"), m.ByCSS("c > d"), m.ByXPath("//e")]
    return [m.Tooltip(content="t", position="top", target=target, closable=True) for target in targets]


def tooltips_of_elements(p):
    p.scatter("x", "y", source=m.ColumnDataSource(DATA))
    grid = dom.Table(children=[
        dom.TableRow(children=[dom.Span(children=["x"]), dom.ValueRef(field="x", format="0.0", formatter="numeral")]),
        dom.TableRow(children=[dom.Span(children=[dom.Text(content="i")]), dom.Index()]),
    ])
    color = dom.ColorRef(field="kind", hex=True, swatch=False)
    p.add_tools(m.HoverTool(tooltips=dom.Div(children=[grid, color], style={"color": "red"})))


def tooltips_of_template(p):
    p.scatter("x", "y", source=m.ColumnDataSource(DATA))
    toggle = dom.ToggleGroup(groups=[m.RendererGroup()])
    p.add_tools(m.HoverTool(tooltips=dom.Template(children=[dom.ValueOf(obj=p, attr="name")], actions=[toggle])))


def renderer_groups(p):
    p.line([1, 2], [1, 2]).group = m.RendererGroup(visible=False)


def math(p):
    p.xaxis.axis_label = m.TeX(text="x^2", macros={"a": "b"})
    p.yaxis.axis_label = m.MathML(text="<math></math>")
    p.title.text = "$$x$$ and \\(y\\)"
    p.xaxis.major_label_overrides = {1: m.PlainText("one"), 2: "two"}


def math_glyphs(p):
    p.add_glyph(m.ColumnDataSource(DATA), m.TeXGlyph(x="x", y="y", text="kind", display="block"))
    p.add_glyph(m.ColumnDataSource(DATA), m.MathMLGlyph(x="x", y="y", text="kind"))


def textures(p):
    p.vbar(
        [1, 2], 0.5, [1, 2], hatch_pattern=["a", "b"],
        hatch_extra={"a": m.ImageURLTexture(url="/a.png"), "b": m.CanvasTexture(code="1", repetition="repeat_x")},
    )


def data_from_elsewhere(p):
    adapter = m.CustomJS(code="return cb_data.response")
    p.line("x", "y", source=m.AjaxDataSource(
        data_url="/data", polling_interval=1000, mode="append", max_size=10, method="GET", http_headers={"a": "b"},
        adapter=adapter, if_modified=True,
    ))
    p.line("x", "y", source=m.ServerSentDataSource(data_url="/events", max_size=5))
    point = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}'
    geojson = f'{{"type": "FeatureCollection", "features": [{point}]}}'
    p.patches("xs", "ys", source=m.GeoJSONDataSource(geojson=geojson))


def tile_sources(p):
    options = {"url": "/{Z}/{X}/{Y}.png", "attribution": "me"}
    for source in (m.WMTSTileSource, m.TMSTileSource, m.QUADKEYTileSource, m.BBoxTileSource):
        p.add_tile(source(**options), alpha=0.5)


def range_tool(p):
    p.add_tools(m.RangeTool(x_range=m.Range1d(1, 2), x_interaction=False, start_gesture="tap"))


def range_tool_both(p):
    p.add_tools(m.RangeTool(
        x_range=m.Range1d(1, 2), y_range=m.Range1d(3, 4), overlay=m.BoxAnnotation(fill_color="red"),
    ))


def measured(p):
    p.add_layout(m.ScaleBar(dimensional=m.ImperialLength(), unit="ft", range=p.x_range))
    p.add_layout(m.ScaleBar(dimensional=m.ReciprocalMetric(base_unit="m"), unit="m^-1"))


def labels_of_html(p):
    p.add_layout(m.HTMLLabel(x=1, y=2, text="a"))
    p.add_layout(m.HTMLLabelSet(x="x", y="y", text="kind", source=m.ColumnDataSource(DATA)))
    p.add_layout(m.HTMLTitle(text="t"), "above")


def graph_coordinates(p):
    layout = m.StaticLayoutProvider(graph_layout={0: (0, 0), 1: (1, 1)})
    p.scatter(layout.node_coordinates.x, layout.node_coordinates.y, source=m.ColumnDataSource({"index": [0, 1]}))


def tickers(p):
    p.xaxis.ticker = m.SingleIntervalTicker(interval=2)
    p.xaxis.formatter = m.PrintfTickFormatter(format="%d m")
    p.yaxis.ticker = m.CompositeTicker(tickers=[m.AdaptiveTicker(), m.FixedTicker(ticks=[1, 2])])


def panes():
    return m.Pane(elements=[m.Div(text="a")])


def group_of_rows():
    target = m.ColumnDataSource({"row_indices": [], "labels": []})
    aggregators = [m.SumAggregator(field_="y"), m.MaxAggregator(field_="y"), m.MinAggregator(field_="y"), m.AvgAggregator(field_="x")]
    grouping = [m.GroupingInfo(getter="kind", aggregators=aggregators)]
    columns = [m.TableColumn(field="y")]
    return m.DataCube(source=m.ColumnDataSource(DATA), columns=columns, grouping=grouping, target=target)


def plot_by_hand():
    plot = m.Plot(x_range=m.Range1d(0, 1), y_range=m.DataRange1d(), width=300, title="by hand")
    plot.add_glyph(m.ColumnDataSource(DATA), m.Line(x="x", y="y"))
    plot.add_layout(m.LinearAxis(), "below")
    return plot


def titled():
    document = Document()
    document.title = "titled"
    document.add_root(m.Div(text="a"))
    return document


def menus():
    menu = m.Menu(items=[m.ActionItem(label="a", shortcut="Ctrl+A"), m.DividerItem(), m.CheckableItem(label="b", checked=True)])
    return m.Drawer(elements=[m.Div(text="a", context_menu=menu)], location="right", size=100)


def panels():
    frame = m.Panel(elements=[m.Div(text="a")], position=m.XY(x=10, y=20), anchor="top_left")
    return m.Pane(elements=[frame, m.Examiner(target=m.Div())])


def decorated(p):
    p.line([1, 2], [1, 2]).glyph.decorations = [Decoration(marking=m.VeeHead(size=8), node="end")]


def coordinates_of_rows(p):
    line = p.line([1, 2], [1, 2])
    place = m.Indexed(index=1, renderer=line)
    return p, m.Panel(elements=[m.Div(text="here")], position=place)


def hit_policies(p):
    layout = m.StaticLayoutProvider(graph_layout={0: (0, 0), 1: (1, 1)})
    graph = m.GraphRenderer(layout_provider=layout)
    graph.node_renderer.data_source.data = {"index": [0, 1]}
    graph.edge_renderer.data_source.data = {"start": [0], "end": [1]}
    graph.inspection_policy = m.EdgesOnly()
    graph.selection_policy = m.NodesAndAdjacentNodes()
    p.renderers.append(graph)
    edges = m.EdgeCoordinates(layout=layout)
    p.scatter(edges.x, 1, source=m.ColumnDataSource({"start": [0]}))


def google_map():
    options = m.GMapOptions(lat=1, lng=2, zoom=3, map_type="satellite", scale_control=True)
    return m.GMapPlot(map_options=options, api_key="key", x_range=m.Range1d(), y_range=m.Range1d(), width=300)


def edited(p):
    line, points = p.line([1, 2], [1, 2]), p.scatter([1], [1])
    p.add_tools(m.LineEditTool(renderers=[line], intersection_renderer=points, dimensions="width"))


def grouped(p):
    a, b = p.line([1, 2], [1, 2], name="a"), p.line([1, 2], [2, 1], name="a")
    p.add_tools(m.HoverTool(renderers=[a, b]), m.BoxSelectTool(renderers=[a]))
    p.select_one(m.WheelZoomTool).hit_test_behavior = m.GroupByModels(groups=[[a, b]])
    p.add_tools(m.ZoomInTool(), m.WheelZoomTool(hit_test=True, hit_test_behavior=m.GroupByName()))


def bars_of_angles(p):
    p.add_layout(m.ScaleBar(dimensional=m.Angular(), unit="°"))
    p.add_layout(m.ScaleBar(dimensional=m.ReciprocalMetricLength(), unit="m^-1"))


def ascii_math(p):
    p.xaxis.axis_label = m.Ascii(text="x^2")


def composite_scale(p):
    p.x_scale = m.CompositeScale(source_scale=m.LinearScale(), target_scale=m.LogScale())


def binned(p):
    mapper = m.EqHistColorMapper(palette=["red", "blue"], low=0, high=1)
    p.add_layout(m.ColorBar(color_mapper=mapper, ticker=m.BinnedTicker(mapper=mapper, num_major_ticks=4)))


def contour_by_hand(p):
    fill = m.GlyphRenderer(data_source=m.ColumnDataSource({"xs": [], "ys": []}), glyph=m.MultiPolygons())
    line = m.GlyphRenderer(data_source=m.ColumnDataSource({"xs": [], "ys": []}), glyph=m.MultiLine())
    p.renderers.append(m.ContourRenderer(fill_renderer=fill, line_renderer=line, levels=[1, 2]))
    p.add_layout(m.ContourColorBar(fill_renderer=fill, line_renderer=line, levels=[1, 2]), "right")


def tool_menu(p):
    p.context_menu = m.ToolMenu(toolbar=p.toolbar)
