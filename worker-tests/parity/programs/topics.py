"""Whole topics: categories, distributions, time, maps, networks, tables, as tutorials and the gallery have them."""

from math import pi

import numpy as np
from bokeh.layouts import column, gridplot
from bokeh.models import (
    BoxSelectTool, CDSView, CategoricalColorMapper, ColumnDataSource, CrosshairTool, DataTable, DateFormatter, FactorRange, GeoJSONDataSource,
    GroupFilter, HoverTool, IndexFilter, Label, LinearColorMapper, MultiLine, NodesAndLinkedEdges, NumberFormatter, Plot, PrintfTickFormatter,
    Range1d, RangeTool, Scatter, StaticLayoutProvider, TableColumn, TapTool, Toggle, WheelZoomTool,
)
from bokeh.palettes import Category20c, PuBu, RdYlGn, Sunset10, Viridis3, Viridis6
from bokeh.plotting import figure
from bokeh.transform import cumsum, dodge, factor_cmap, factor_mark, jitter, linear_cmap


def grouped_bars():
    fruits = ["Apples", "Pears"]
    years = ["2015", "2016", "2017"]
    data = {"2015": [2, 1], "2016": [5, 3], "2017": [3, 2]}
    x = [(fruit, year) for fruit in fruits for year in years]
    counts = sum(zip(data["2015"], data["2016"], data["2017"]), ())
    source = ColumnDataSource(data=dict(x=x, counts=counts))
    p = figure(x_range=FactorRange(*x), height=350, title="Fruit counts by year", toolbar_location=None, tools="")
    p.vbar(x="x", top="counts", width=0.9, source=source, line_color="white",
           fill_color=factor_cmap("x", palette=["#c9d9d3", "#718dbf", "#e84d60"], factors=years, start=1, end=2))
    p.y_range.start = 0
    p.x_range.range_padding = 0.1
    p.xaxis.major_label_orientation = 1
    p.xaxis.group_label_orientation = "vertical"
    p.xgrid.grid_line_color = None
    return p


def dodged_bars():
    source = ColumnDataSource(data={"fruits": ["Apples", "Pears"], "2015": [2, 1], "2016": [5, 3]})
    p = figure(x_range=["Apples", "Pears"], y_range=(0, 10), height=250)
    p.vbar(x=dodge("fruits", -0.25, range=p.x_range), top="2015", source=source, width=0.2, color="#c9d9d3", legend_label="2015")
    p.vbar(x=dodge("fruits", 0.0, range=p.x_range), top="2016", source=source, width=0.2, color="#718dbf", legend_label="2016")
    p.x_range.range_padding = 0.1
    p.legend.location = "top_left"
    return p


def mixed_levels():
    factors = [("Q1", "jan"), ("Q1", "feb"), ("Q2", "apr"), ("Q2", "may")]
    p = figure(x_range=FactorRange(*factors), height=250, tools="xpan")
    p.vbar(x=factors, top=[10, 12, 9, 10], width=0.8, fill_color="#fff", line_color="navy")
    qs, averages = ["Q1", "Q2"], [11, 9.5]
    p.line(x=qs, y=averages, color="red", line_width=3)
    p.scatter(x=qs, y=averages, line_color="red", fill_color="white", size=10)
    p.x_range.factor_padding = 0.2
    p.x_range.group_padding = 1.5
    return p


def strip_plot():
    days = ["Sun", "Mon", "Tue"]
    source = ColumnDataSource(dict(time=[3600000, 7200000, 40000000], day=["Sun", "Mon", "Mon"]))
    p = figure(width=500, height=300, y_range=days, x_axis_type="datetime", title="Commits by time of day")
    p.scatter(x="time", y=jitter("day", width=0.6, range=p.y_range), source=source, alpha=0.3)
    p.xaxis.formatter.days = "%Hh"
    p.x_range.range_padding = 0
    p.ygrid.grid_line_color = None
    return p


def heat_map():
    years, months = ["1948", "1949"], ["Jan", "Feb", "Mar"]
    cells = [(y, m) for y in years for m in months]
    source = ColumnDataSource(dict(Year=[c[0] for c in cells], Month=[c[1] for c in cells], rate=[3.1, 4, 5, 6.2, 7.7, 5]))
    p = figure(title="Unemployment", x_range=years, y_range=list(reversed(months)), x_axis_location="above", width=400, height=300,
               tools="hover,save,pan,box_zoom,reset,wheel_zoom", toolbar_location="below", tooltips=[("date", "@Month @Year"), ("rate", "@rate%")])
    p.grid.grid_line_color = None
    p.axis.axis_line_color = None
    p.axis.major_tick_line_color = None
    p.axis.major_label_text_font_size = "7px"
    p.axis.major_label_standoff = 0
    p.xaxis.major_label_orientation = pi / 3
    colors = ["#75968f", "#a5bab7", "#c9d9d3", "#e2e2e2"]
    r = p.rect(x="Year", y="Month", width=1, height=1, source=source, line_color=None, fill_color=linear_cmap("rate", colors, low=3.1, high=7.7))
    p.add_layout(r.construct_color_bar(major_label_text_font_size="7px", formatter=PrintfTickFormatter(format="%d%%"), label_standoff=6,
                                       border_line_color=None, padding=5), "right")
    return p


def pie():
    values = [157, 93, 89]
    data = dict(country=["US", "UK", "India"], value=values, angle=[v / sum(values) * 2 * pi for v in values], color=Category20c[3])
    p = figure(height=350, title="Pie chart", toolbar_location=None, tools="hover", tooltips="@country: @value", x_range=(-0.5, 1.0))
    p.wedge(x=0, y=1, radius=0.4, start_angle=cumsum("angle", include_zero=True), end_angle=cumsum("angle"), line_color="white",
            fill_color="color", legend_field="country", source=data)
    p.axis.axis_label = None
    p.axis.visible = False
    p.grid.grid_line_color = None
    return p


def histogram():
    x = np.array([0.1, 0.4, 0.5, 0.9, 1.5, 2.5])
    hist, edges = np.histogram(x, density=True, bins=[0, 0.5, 1, 2, 3])
    p = figure(width=400, height=300, toolbar_location=None, title="Histogram")
    p.quad(top=hist, bottom=0, left=edges[:-1], right=edges[1:], fill_color="skyblue", line_color="white", legend_label="6 samples")
    p.line([0, 1, 2, 3], [0.5, 0.4, 0.2, 0.1], line_width=2, line_color="navy", legend_label="density")
    p.y_range.start = 0
    p.xaxis.axis_label = "x"
    return p


def box_plot():
    kinds = ["compact", "suv"]
    source = ColumnDataSource(dict(kind=kinds, q1=[20, 14], q2=[24, 16], q3=[27, 19], upper=[35, 25], lower=[15, 10]))
    p = figure(x_range=kinds, tools="", toolbar_location=None, background_fill_color="#eaefef", y_axis_label="MPG", height=300)
    p.segment(x0="kind", y0="upper", x1="kind", y1="q3", line_color="black", source=source)
    p.vbar("kind", 0.7, "q2", "q3", source=source, color=factor_cmap("kind", "TolRainbow7", kinds), line_color="black")
    p.vbar("kind", 0.7, "q1", "q2", source=source, color=factor_cmap("kind", "TolRainbow7", kinds), line_color="black")
    p.scatter(["suv"], [30], size=6, color="black", alpha=0.3)
    p.xgrid.grid_line_color = None
    p.axis.major_label_text_font_size = "14px"
    return p


def iris_by_species():
    species, markers = ["setosa", "versicolor"], ["hex", "circle_x"]
    source = ColumnDataSource(dict(length=[1.4, 4.7, 4.5], width=[0.2, 1.4, 1.5], species=["setosa", "versicolor", "versicolor"]))
    p = figure(title="Iris", background_fill_color="#fafafa", width=400, height=300)
    p.scatter("length", "width", source=source, legend_group="species", fill_alpha=0.4, size=12,
              marker=factor_mark("species", markers, species), color=factor_cmap("species", "Category10_3", species))
    p.legend.title = "Species"
    view = CDSView(filter=GroupFilter(column_name="species", group="versicolor"))
    q = figure(width=400, height=300, x_range=p.x_range)
    q.scatter("length", "width", source=source, view=view)
    q.scatter("length", "width", source=source, view=CDSView(filter=IndexFilter([0, 2])), color="red")
    return gridplot([[p, q]])


def candles():
    date = np.array(["2000-03-01", "2000-03-02", "2000-03-03"], dtype="datetime64[ms]")
    opens, closes = np.array([89.6, 91.8, 95.0]), np.array([91.1, 90.2, 96.1])
    inc, dec = closes > opens, opens > closes
    w = 16 * 60 * 60 * 1000
    p = figure(x_axis_type="datetime", tools="pan,wheel_zoom,box_zoom,reset,save", width=600, height=300, title="Candlestick", background_fill_color="#efefef")
    p.xaxis.major_label_orientation = 0.8
    p.segment(date, [92, 92, 97], date, [88, 89, 94], color="black")
    p.vbar(date[dec], w, opens[dec], closes[dec], color="#eb3c40")
    p.vbar(date[inc], w, opens[inc], closes[inc], fill_color="white", line_color="#49a3a3", line_width=2)
    return p


def range_tool():
    dates = np.array(["2007-01-01", "2008-01-01", "2009-01-01", "2010-01-01"], dtype="datetime64[ms]")
    source = ColumnDataSource(data=dict(date=dates, close=[80, 190, 90, 200]))
    p = figure(height=300, width=600, tools="xpan", toolbar_location=None, x_axis_type="datetime", x_axis_location="above",
               background_fill_color="#efefef", x_range=(dates[1], dates[2]))
    p.line("date", "close", source=source)
    p.yaxis.axis_label = "Price"
    select = figure(title="Drag the box to change the range above", height=130, width=600, y_range=p.y_range, x_axis_type="datetime",
                    y_axis_type=None, tools="", toolbar_location=None, background_fill_color="#efefef")
    tool = RangeTool(x_range=p.x_range, start_gesture="pan")
    tool.overlay.fill_color = "navy"
    tool.overlay.fill_alpha = 0.2
    select.line("date", "close", source=source)
    select.ygrid.grid_line_color = None
    select.add_tools(tool)
    return column(p, select)


def choropleth():
    source = ColumnDataSource(dict(x=[[1, 2, 2], [3, 4, 4]], y=[[1, 1, 2], [1, 1, 2]], name=["A", "B"], rate=[3.2, 8.1]))
    p = figure(title="Unemployment by county", tools="pan,wheel_zoom,reset,hover,save", x_axis_location=None, y_axis_location=None,
               tooltips=[("Name", "@name"), ("Rate", "@rate%"), ("(Long, Lat)", "($x, $y)")], width=400, height=300)
    p.grid.grid_line_color = None
    p.hover.point_policy = "follow_mouse"
    mapper = LinearColorMapper(palette=tuple(reversed(Viridis6)))
    p.patches("x", "y", source=source, fill_color={"field": "rate", "transform": mapper}, fill_alpha=0.7, line_color="white", line_width=0.5)
    return p


def geojson():
    text = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"OrgName": "X"}, "geometry": {"type": "Point", "coordinates": [-2.1, 53.4]}}]}'
    p = figure(background_fill_color="lightgrey", tooltips=[("Organisation", "@OrgName")], width=300, height=300)
    p.scatter(x="x", y="y", size=15, color="navy", alpha=0.7, source=GeoJSONDataSource(geojson=text))
    return p


def network():
    n = 4
    indices = list(range(n))
    p = figure(title="Graph", x_range=(-1.1, 1.1), y_range=(-1.1, 1.1), width=300, height=300, tools="", toolbar_location=None)
    graph = p.graph(
        ColumnDataSource(dict(index=indices, colors=["red", "green", "blue", "black"])), ColumnDataSource(dict(start=[0] * n, end=indices)),
        StaticLayoutProvider(graph_layout={i: (i / 2 - 1, (i % 2) - 0.5) for i in indices}), node_size=15, node_fill_color="colors", edge_line_alpha=0.8,
    )
    graph.node_renderer.hover_glyph = Scatter(size=15, fill_color="orange")
    graph.edge_renderer.selection_glyph = MultiLine(line_color="orange", line_width=5)
    graph.selection_policy = NodesAndLinkedEdges()
    p.add_tools(HoverTool(tooltips=None), TapTool(), BoxSelectTool())
    return p


def a_table():
    source = ColumnDataSource(dict(dates=[0, 86400000], downloads=[5, 8], price=[1.5, 2.25]))
    columns = [
        TableColumn(field="dates", title="Date", formatter=DateFormatter(format="%m/%d/%Y")),
        TableColumn(field="downloads", title="Downloads", width=80),
        TableColumn(field="price", title="Price", formatter=NumberFormatter(format="$0,0.00", text_align="right")),
    ]
    return DataTable(source=source, columns=columns, width=400, height=280, editable=True, index_position=-1, sortable=False)


def burtin_wedges():
    names = ["A", "B", "C"]
    p = figure(width=300, height=300, title=None, tools="", toolbar_location=None, x_axis_type=None, y_axis_type=None,
               x_range=(-420, 420), y_range=(-420, 420), min_border=0, outline_line_color="black", background_fill_color="#f0e1d2")
    angles = [pi / 2 - i * 2 * pi / 3 for i in range(3)]
    p.annular_wedge(0, 0, 90, 300, angles, [a + 1 for a in angles], color=["#aeaeb8", "#e69584", "#aeaeb8"])
    p.scatter(0, 0, size=[50, 100], fill_color=None, line_color="white")
    p.text(0, [100, 200], ["one", "two"], text_font_size="12px", text_align="center", text_baseline="middle")
    p.rect([-40, -40, -40], [18, 0, -18], width=30, height=13, color=["red", "green", "blue"])
    p.text([0, 150, -150], [300, -200, -200], names, angle=[0, 1, 2], text_font_style="bold")
    return p


def periodic_table():
    periods, groups = ["I", "II"], [str(x) for x in range(1, 4)]
    source = ColumnDataSource(dict(group=["1", "1", "2"], period=["I", "II", "II"], sym=["H", "Li", "Be"], metal=["nonmetal", "alkali metal", "alkaline"]))
    cmap = {"alkali metal": "#a6cee3", "alkaline": "#1f78b4", "nonmetal": "#fdbf6f"}
    p = figure(title="Periodic table", width=400, height=300, x_range=groups, y_range=list(reversed(periods)), tools="hover", toolbar_location=None, tooltips="@sym")
    r = p.rect("group", "period", 0.95, 0.95, source=source, fill_alpha=0.6, legend_field="metal",
               color=factor_cmap("metal", palette=list(cmap.values()), factors=list(cmap.keys())))
    style = dict(source=source, text_align="left", text_baseline="middle")
    p.text(x=dodge("group", -0.4, range=p.x_range), y="period", text="sym", text_font_style="bold", **style)
    p.text(x=["1", "3"], y=["I", "II"], text=["LA", "AC"], text_align="center", text_baseline="middle")
    p.hover.renderers = [r]
    p.legend.click_policy = "hide"
    p.axis.major_label_standoff = 0
    return p


def linked_crosshair_and_zoom():
    from bokeh.models import Span
    width, height = Span(dimension="width", line_dash="dashed"), Span(dimension="height", line_dash="dotted")
    plots = []
    for color in Viridis3:
        p = figure(width=200, height=200, tools="", toolbar_location=None, active_scroll=None)
        p.add_tools(CrosshairTool(overlay=[width, height]), WheelZoomTool(dimensions="height", zoom_on_axis=False))
        p.scatter([1, 2], [1, 2], color=color)
        plots.append(p)
    plots[1].toolbar.active_scroll = plots[1].select_one(WheelZoomTool)
    return gridplot(plots, ncols=3, width=150)


def contours():
    x = np.array([0.0, 1, 2, 3])
    y = np.array([0.0, 1, 2])
    z = np.array([[0.0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5]])
    p = figure(width=400, height=300)
    levels = [0.5, 1.5, 2.5, 3.5]
    r = p.contour(x, y, z, levels, fill_color=Sunset10, line_color="black", fill_alpha=[0.2, 0.5, 0.9])
    p.add_layout(r.construct_color_bar(), "right")
    return p


def old_plot():
    plot = Plot(title=None, width=300, height=300, min_border=0, toolbar_location=None, x_range=Range1d(0, 4))
    source = ColumnDataSource(dict(x=[1, 2, 3], y=[1, 2, 1]))
    plot.add_glyph(source, Scatter(x="x", y="y", size=10, fill_color="#74add1"))
    from bokeh.models import BasicTicker, Grid, LinearAxis
    xaxis = LinearAxis(ticker=BasicTicker(desired_num_ticks=4))
    plot.add_layout(xaxis, "below")
    plot.add_layout(LinearAxis(), "left")
    plot.add_layout(Grid(dimension=0, ticker=xaxis.ticker))
    plot.add_layout(Label(x=1, y=1, text="here"))
    plot.add_tools(WheelZoomTool())
    return plot
