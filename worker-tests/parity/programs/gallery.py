"""More of the gallery: ridges, matrices, views, formulas, maps, dashboards, trails and links."""

from bokeh.layouts import column, layout, row
from bokeh.models import (
    Arrow, BasicTicker, BooleanFilter, BoxAnnotation, BoxEditTool, BoxZoomTool, CDSView, CategoricalAxis, ColumnDataSource, CompositeTicker, CrosshairTool, CustomJS,
    CustomJSFilter, CustomJSTransform, DatetimeTickFormatter, Div, FactorRange, GridBox, HoverTool, Label, LassoSelectTool, Legend, LinearAxis,
    LinearColorMapper, LogScale, NormalHead, PanTool, Range1d, ResetTool, SaveTool, Select, Slider, Spacer, Span, TabPanel, Tabs, TapTool,
    TeX, Title, WheelZoomTool, ZoomInTool,
)
from bokeh.models.filters import DifferenceFilter, GroupFilter, IntersectionFilter, InversionFilter
from bokeh.palettes import Blues8, Category20, Iridescent11, Plasma256, cividis, linear_palette
from bokeh.plotting import figure
from bokeh.transform import eqhist_cmap, transform


def ridges():
    cats = ["one", "two", "three"]
    p = figure(y_range=cats, width=500, x_range=(-5, 105), toolbar_location=None)
    x = [0, 25, 50, 75, 100]
    for i, cat in enumerate(reversed(cats)):
        y = [(cat, v) for v in [0, 0.5 + i / 4, 1, 0.5, 0]]
        p.patch(x, y, color=Category20[3][i], alpha=0.6, line_color="black")
    p.outline_line_color = None
    p.background_fill_color = "#efefef"
    p.xaxis.ticker.desired_num_ticks = 3
    p.xgrid.grid_line_dash = "dotted"
    p.axis.axis_line_color = None
    p.y_range.range_padding = 0.12
    return p


def missing_dates():
    days = ["Jan 05", "Jan 06", "Jan 09", "Jan 10"]
    p = figure(width=500, height=250, tools="pan,wheel_zoom", title="Without weekends")
    p.vbar(list(range(len(days))), 0.5, [3, 4, 6, 5], fill_color="#D5E1DD", line_color="black")
    p.xaxis.major_label_overrides = {i: day for i, day in enumerate(days)}
    p.xaxis.bounds = (0, len(days) - 1)
    p.x_range.range_padding = 0.05
    p.xaxis.ticker = list(range(len(days)))
    return p


def matrix_of_characters():
    names = ["Ada", "Bo", "Cy"]
    data = dict(xname=[a for a in names for _ in names], yname=names * 3, colors=["red", "grey", "grey"] * 3, alphas=[0.1 * i for i in range(9)], count=list(range(9)))
    p = figure(title="Who meets whom", x_axis_location="above", tools="hover,save", x_range=list(reversed(names)), y_range=names,
               tooltips=[("names", "@yname, @xname"), ("count", "@count")], width=400, height=400)
    p.grid.grid_line_color = None
    p.axis.major_label_text_font_size = "7px"
    p.xaxis.major_label_orientation = 3.14 / 3
    p.rect("xname", "yname", 0.9, 0.9, source=data, color="colors", alpha="alphas", line_color=None, hover_line_color="black", hover_color="colors")
    return p


def views_of_one_source():
    source = ColumnDataSource(dict(x=[1, 2, 3, 4], y=[4, 3, 2, 1], kind=["a", "b", "a", "b"]))
    booleans = BooleanFilter([True, False, True, True])
    kinds = GroupFilter(column_name="kind", group="a")
    custom = CustomJSFilter(args=dict(limit=2), code="return [...source.data.x].map((x) => x > limit)")
    p = figure(width=300, height=300, tools="box_select,hover,reset")
    p.scatter("x", "y", size=10, source=source, view=CDSView(filter=booleans & kinds))
    p.scatter("x", "y", size=10, source=source, view=CDSView(filter=~kinds | custom), color="red", hover_color="pink")
    p.scatter("x", "y", size=10, source=source, view=CDSView(filter=booleans - kinds), color="green")
    p.scatter("x", "y", size=10, source=source, view=CDSView(filter=booleans ^ kinds), color="blue")
    return p


def formulas():
    p = figure(width=500, height=300, title=r"Formulas \(e = m c^2\)", x_axis_label=r"$$\omega_0$$")
    p.line([0, 1, 2], [0, 1, 4])
    p.yaxis.axis_label = TeX(text=r"x^2")
    p.add_layout(Label(text=r"$$y = x^2$$", x=0.2, y=3, text_font_size="16px"))
    div = Div(text=r"<b>Inline</b> \(\frac{1}{2}\)", width=500, disable_math=False)
    return column(div, p)


def web_mercator():
    p = figure(x_range=(-2000000, 2000000), y_range=(1000000, 7000000), x_axis_type="mercator", y_axis_type="mercator", width=400, height=400)
    p.add_tile("CartoDB Positron")
    p.scatter(x=[0, 500000], y=[5000000, 6000000], size=15, fill_color="blue", fill_alpha=0.8)
    return p


def dashboard():
    p1 = figure(height=200, tools="", toolbar_location=None, title="Lines")
    p1.multi_line(xs=[[1, 2], [2, 3]], ys=[[1, 2], [3, 1]], line_color=linear_palette(Plasma256, 2), line_width=3)
    p2 = figure(height=200, tools="pan", title=None)
    p2.scatter([1, 2, 3], [1, 4, 9], color=eqhist_cmap("y", cividis(4), 1, 9))
    sliders = column(Slider(start=0, end=1, value=0.2, step=0.1, title="a"), Slider(start=0, end=1, value=0.3, step=0.1, title="b"), sizing_mode="fixed", width=200)
    return layout([[p1, p2], [sliders, Spacer(width=20), Div(text="foot", sizing_mode="stretch_width")]], sizing_mode="stretch_both")


def tools_one_by_one():
    p = figure(width=300, height=300, tools=[PanTool(dimensions="width"), BoxZoomTool(match_aspect=True), ZoomInTool(factor=0.2), ResetTool(), SaveTool(filename="x")],
               toolbar_location="left")
    p.scatter([1, 2], [1, 2])
    wheel = WheelZoomTool(dimensions="height", speed=0.01)
    p.add_tools(wheel, LassoSelectTool(continuous=True), "crosshair")
    p.toolbar.active_scroll = wheel
    p.toolbar.logo = None
    p.toolbar.autohide = True
    p.select_one(LassoSelectTool).overlay.fill_alpha = 0.1
    return p


def boxes_drawn_by_hand():
    p = figure(x_range=(0, 10), y_range=(0, 10), width=300, height=300, title="Box Edit Tool")
    src = ColumnDataSource({"x": [5], "y": [5], "width": [2], "height": [1], "alpha": [0.5]})
    renderer = p.rect("x", "y", "width", "height", source=src, fill_alpha="alpha")
    tool = BoxEditTool(renderers=[renderer], num_objects=1)
    p.add_tools(tool)
    p.toolbar.active_drag = tool
    return p


def hover_links():
    x, y = [2, 3, 5], [6, 4, 7]
    source = ColumnDataSource({"x0": [], "y0": [], "x1": [], "y1": []})
    p = figure(width=400, height=400, tools="", toolbar_location=None, title="Hover over points")
    p.segment(x0="x0", y0="y0", x1="x1", y1="y1", color="olive", alpha=0.6, line_width=3, source=source)
    circles = p.scatter(x, y, color="olive", size=30, alpha=0.4, hover_color="olive", hover_alpha=1.0)
    callback = CustomJS(args=dict(circle=circles.data_source, segment=source), code="segment.data = {x0: [], y0: [], x1: [], y1: []}")
    p.add_tools(HoverTool(tooltips=None, callback=callback, renderers=[circles]))
    return p


def transform_in_the_page():
    source = ColumnDataSource(dict(x=[1, 2, 3], y=[100, 200, 150]))
    scale = CustomJSTransform(func="return x / 100", v_func="return xs.map((x) => x / 100)")
    p = figure(width=300, height=300, tooltips=[("y", "@y{0.0}")])
    p.line(x="x", y=transform("y", scale), source=source)
    p.scatter("x", transform("y", scale), source=source, fill_color="white", size=8)
    p.yaxis.axis_label = "hundreds"
    return p


def categorical_arrows():
    factors = ["a", "b", "c"]
    dot = figure(title="Dot plot", tools="", toolbar_location=None, y_range=factors, x_range=[0, 100], width=300, height=300)
    x = [50, 40, 65]
    dot.segment(0, factors, x, factors, line_width=2, line_color="green")
    dot.scatter(x, factors, size=15, fill_color="orange", line_color="green", line_width=3)
    hm = figure(title="Heat", tools="", toolbar_location=None, x_range=["foo", "bar"], y_range=factors, width=300, height=300)
    hm.rect(["foo", "bar"], ["a", "c"], color=["#0B486B", "#79BD9A"], width=1, height=1)
    hm.add_layout(Arrow(end=NormalHead(size=10), x_start="foo", y_start="a", x_end="bar", y_end="c"))
    return row(hm, dot, sizing_mode="scale_width")


def many_axes_of_one_range():
    p = figure(width=400, height=300, y_axis_type="log", x_axis_type=None)
    p.line([1, 10, 100], [1, 10, 100])
    p.add_layout(LinearAxis(axis_label="again", ticker=CompositeTicker(tickers=[BasicTicker()])), "below")
    p.extra_y_scales = {"logs": LogScale()}
    p.extra_y_ranges = {"logs": Range1d(1, 1000)}
    p.line([1, 10, 100], [3, 30, 300], y_range_name="logs", color=Blues8[2])
    p.y_range.start = 0.5
    p.yaxis[0].ticker.mantissas = [1, 5]
    return p


def tabs_of_plots():
    plots = []
    for scale in ["linear", "log"]:
        p = figure(width=300, height=200, y_axis_type=scale)
        p.scatter([0.1, 1, 10], [1, 10, 100], size=12, color=Iridescent11[4], alpha=0.5)
        plots.append(TabPanel(child=p, title=scale))
    tabs = Tabs(tabs=plots)
    select = Select(title="Scale", value="linear", options=[("linear", "Lin"), ("log", "Log")])
    select.js_on_change("value", CustomJS(args=dict(tabs=tabs), code="tabs.active = this.value == 'linear' ? 0 : 1"))
    return column(select, tabs)
