"""As shorthand.ts: one figure each."""

from math import pi

from bokeh.colors import HSL, RGB, named
from bokeh.core.properties import value
from bokeh.layouts import column, gridplot, row
from bokeh.models import (
    AnnularWedge,
    Arc,
    BoxAnnotation,
    ColumnDataSource,
    DataRange1d,
    Label,
    Legend,
    LinearAxis,
    LinearScale,
    LogScale,
    NoOverlap,
    Plot,
    PolarTransform,
    Range1d,
    Ray,
    Select,
    Slider,
    TapTool,
    TeX,
    Text,
    Title,
    VeeHead,
    Whisker,
)
from bokeh.palettes import Category10, Inferno256, Magma256, RGB, Turbo256, interp_palette, linear_palette
from bokeh.plotting import figure
from bokeh.transform import factor_cmap, factor_hatch, linear_cmap, log_cmap


def colors_of_all_kinds():
    p = figure(width=300, height=300)
    n = 4
    p.scatter(list(range(n)), list(range(n)), fill_color=[RGB(i * 50, 0, 255) for i in range(n)], line_color=(10, 20, 30, 0.5), size=[10, 20, 30, 40])
    p.vbar(x=[1, 2], top=[1, 2], width=0.5, fill_color=["#ff000080", "rgb(0, 128, 0)"], hatch_pattern=["dot", "x"], hatch_color="black", hatch_alpha=0.5)
    p.line([1, 2], [3, 4], line_color=HSL(120, 1, 0.5).to_rgb(), line_cap="round", line_join="bevel", line_dash=(6, 3), line_dash_offset=2)
    p.scatter([1], [1], color=Category10[3][0], marker="star")
    p.scatter([1, 2], [1, 2], color=linear_palette(Inferno256, 2), marker=["asterisk", "diamond_cross"])
    p.hbar(y=[1, 2], right=[3, 4], left=[0, 1], height=0.2, color=Turbo256[::128], border_radius=4)
    p.background_fill_color = RGB(250, 250, 250)
    p.border_fill_alpha = 0.4
    p.scatter([1, 2, 3], [3, 2, 1], color=log_cmap("y", Magma256, 1, 3, nan_color="grey"), size=20)
    p.scatter([1, 2, 3], [3, 2, 1], fill_color=linear_cmap(field_name="y", palette=interp_palette(["red", "blue"], 7), low=0, high=9, low_color="white"))
    p.rect([1], [1], [1], [1], fill_color=None, line_color="firebrick", angle=45, angle_units="deg", width_units="screen")
    return p


def short_words():
    p = figure(x_range=Range1d(0, 10, bounds=(0, 10)), y_range=DataRange1d(only_visible=True), x_axis_type="linear", tools="tap,box_zoom,undo,redo,examine,freehand_draw",
               title=Title(text="hi", text_font_size="1.5em"), active_tap=None)
    p.add_layout(BoxAnnotation(left=None, right=3, top_units="screen", top=100))
    p.add_tools(TapTool(modifiers="ctrl", behavior="inspect"), TapTool(modifiers=dict(shift=True)))
    t = PolarTransform(angle="t", radius="r")
    src = ColumnDataSource(dict(t=[0.0, 1.0], r=[1.0, 2.0], s=["a", "b"]))
    r = p.scatter(x=t.x, y=t.y, source=src, size=8)
    l = p.line(x=t.x, y=t.y, source=src, line_dash="dotted")
    l.add_decoration(VeeHead(size=8), "end")
    p.line([1, 2], [1, 2], line_dash=[2, 2], color="rebeccapurple")
    p.add_layout(Legend(items=[("one", [r])], location=(10, 20)))
    p.wedge(x=[1], y=[1], radius=15, radius_units="screen", start_angle=0.1, end_angle=90, end_angle_units="deg", color="red")
    p.circle(x=[1, 2], y=[1, 2], radius=0.3, fill_alpha=[0.1, 0.9], radius_dimension="max")
    p.ngon(x=[1], y=[2], radius=0.2, n=6, angle=pi)
    p.add_layout(Label(x=1, y=2, text="$$\\alpha$$", angle=45, angle_units="deg", text_color=named.tomato, anchor="center"))
    p.xaxis.axis_label = "$$x^2$$"
    p.yaxis.major_label_overrides = {1: TeX(text="\\pi")}
    p.yaxis.bounds = "auto"
    p.grid.minor_grid_line_color = "grey"
    p.grid.minor_grid_line_alpha = 0.2
    p.xgrid.ticker = p.xaxis[0].ticker
    p.xgrid.bounds = (2, 4)
    p.yaxis.axis_label_standoff = 20
    p.xaxis.major_label_policy = NoOverlap(min_distance=15)
    p.outline_line_dash = "dashed"
    return p


def gauge():
    xdr = Range1d(start=-1.25, end=1.25)
    plot = Plot(x_range=xdr, y_range=Range1d(start=-1.25, end=1.25), width=250, height=250)
    plot.toolbar_location = None
    plot.outline_line_color = None
    plot.add_glyph(AnnularWedge(x=0, y=0, inner_radius=1.0, outer_radius=1.1, start_angle=3, end_angle=6, direction="clock", fill_color="red"))
    plot.add_glyph(Text(x=0, y=value(0.5), text=value("mph"), text_color="red", text_align="center", text_font_style="bold"))
    plot.add_glyph(Ray(x=value(0), y=value(0), length=dict(value=0.5), angle=value(1.2), line_color="black", line_width=3))
    plot.add_glyph(ColumnDataSource(dict(s=[1.0], a=[2.0])), Arc(x=0, y=0, radius=1, start_angle="s", end_angle="a", direction="clock", line_color="blue", line_width=1.5))
    return plot


def bars_on_two_scales():
    p = figure(x_range=["a", "b"], y_axis_type="log", y_range=(1, 100))
    p.vbar(x=["a", "b"], top=[10, 50], bottom=1, width=0.5, fill_color=factor_cmap("x", palette=["red", "green"], factors=["a", "b"], nan_color="gray"), hatch_pattern=factor_hatch("x", ["dot", "/"], ["a", "b"]))
    p.extra_y_ranges = {"lin": Range1d(0, 1)}
    p.extra_y_scales = {"lin": LinearScale()}
    p.add_layout(LinearAxis(y_range_name="lin", axis_label="linear"), "right")
    p.line(["a", "b"], [0.1, 0.9], y_range_name="lin", line_width=3)
    p.yaxis[1].axis_line_color = "red"
    p.yaxis[0].minor_tick_line_color = None
    p.y_scale = LogScale()
    p.add_layout(Whisker(source=ColumnDataSource(dict(b=["a"], l=[2], u=[30])), base="b", lower="l", upper="u", line_color="red", level="annotation", dimension="height"))
    p.scatter(x=[("a", 0.2), ("b", -0.2)], y=[5, 50], size=10, marker=["circle", "square"])
    p.title.text = "x" if p.x_range.factors[0] == "a" else "y"
    return p


def streamed_candles():
    MA12, MA26, EMA12 = "12-tick Moving Avg", "26-tick Moving Avg", "12-tick EMA"
    source = ColumnDataSource(dict(time=[], average=[], low=[], high=[], open=[], close=[], ma=[], macd=[], color=[]))
    p = figure(height=500, tools="xpan,xwheel_zoom,xbox_zoom,reset", x_axis_type=None, y_axis_location="right")
    p.x_range.follow = "end"
    p.x_range.follow_interval = 100
    p.x_range.range_padding = 0
    p.line(x="time", y="average", alpha=0.2, line_width=3, color="navy", source=source)
    p.line(x="time", y="ma", alpha=0.8, line_width=2, color="orange", source=source)
    p.segment(x0="time", y0="low", x1="time", y1="high", line_width=2, color="black", source=source)
    p.segment(x0="time", y0="open", x1="time", y1="close", line_width=8, color="color", source=source)
    p2 = figure(height=250, x_range=p.x_range, tools="xpan,xwheel_zoom,xbox_zoom,reset", y_axis_location="right")
    p2.line(x="time", y="macd", color="red", source=source)
    mean = Slider(title="mean", value=0, start=-0.01, end=0.01, step=0.001)
    stddev = Slider(title="stddev", value=0.04, start=0.01, end=0.1, step=0.01)
    mavg = Select(value=MA12, options=[MA12, MA26, EMA12])

    def update(t):
        close = 10.0 + t + mean.value
        color = "green" if t % 2 == 0 else "red"
        new_data = dict(time=[t], open=[9.0], high=[12.0], low=[8.0], close=[close], average=[9.5], color=[color])
        recent = source.data["close"][-1:] + [close]
        if mavg.value == MA12:
            new_data["ma"] = [sum(recent) / len(recent)]
        elif mavg.value == MA26:
            new_data["ma"] = [recent[0]]
        new_data["macd"] = [close - 1]
        source.stream(new_data, 3)

    made = column(row(mean, stddev, mavg), gridplot([[p], [p2]], toolbar_location="left", width=1000))
    for t in range(5):
        update(t)
    return made
