"""Annotations and looks: legends, labels, bands, arrows, color bars, axes, ticks, themes, tooltips."""

import numpy as np
from bokeh.document import Document
from bokeh.models import (
    Arrow, Band, BasicTicker, BoxAnnotation, ColorBar, ColumnDataSource, CustomJSTickFormatter, DatetimeTickFormatter, FixedTicker, HoverTool,
    Label, LabelSet, Legend, LegendItem, Line, LinearAxis, LinearColorMapper, LogColorMapper, LogTicker, NormalHead, NumeralTickFormatter, OpenHead,
    Plot, PolyAnnotation, PrintfTickFormatter, Range1d, ScaleBar, Scatter, SingleIntervalTicker, Slope, Span, TeeHead, Text, Title, VBar, VeeHead, Whisker,
)
from bokeh.palettes import Spectral6, Viridis256
from bokeh.plotting import figure
from bokeh.themes import Theme


def legend_outside():
    x = [1, 2, 3, 4]
    p = figure(toolbar_location="above", width=500, height=300)
    r0 = p.scatter(x, [1, 4, 2, 3])
    r1 = p.line(x, [1, 4, 2, 3])
    r2 = p.line(x, [2, 3, 4, 1], line_dash=[4, 4], line_color="orange", line_width=2)
    r3 = p.line(x, [3, 1, 1, 2], line_dash="dotdash", line_color="green")
    legend = Legend(items=[LegendItem(label="sin", renderers=[r0, r1]), LegendItem(label="twice", renderers=[r2]), LegendItem(label="thrice", renderers=[r3], index=0)], location="center")
    p.add_layout(legend, "right")
    p.legend[0].label_text_font_size = "9pt"
    p.legend.title = "Curves"
    p.legend.title_text_font_style = "italic"
    p.legend.ncols = 2
    return p


def muted_legend():
    p = figure(width=400, height=250, x_axis_type="datetime")
    p.title.text = "Click on legend entries to mute the lines"
    days = np.array(["2024-01-01", "2024-02-01", "2024-03-01"], dtype="datetime64[ms]")
    for name, values, color in [("AAPL", [1, 3, 2], Spectral6[0]), ("MSFT", [2, 1, 4], Spectral6[3])]:
        p.line(days, values, line_width=2, color=color, alpha=0.8, muted_color=color, muted_alpha=0.2, legend_label=name)
    p.legend.location = "top_left"
    p.legend.click_policy = "mute"
    p.xaxis.formatter = DatetimeTickFormatter(months="%b %Y", days="%d")
    p.xaxis.axis_label = "Date"
    return p


def titles_on_all_sides():
    p = figure(title="Left title", title_location="left", width=300, height=300)
    p.title.align = "right"
    p.title.text_font_size = "25px"
    p.title.background_fill_color = "#aaaaee"
    p.add_layout(Title(text="Below", align="center"), "below")
    p.add_layout(Title(text="Sub", text_font_style="italic"), "above")
    p.scatter([1], [1])
    return p


def labels_and_arrows():
    source = ColumnDataSource(dict(height=[66, 71, 72], weight=[165, 189, 220], names=["Mark", "Amir", "Matt"]))
    p = figure(title="Distribution", x_range=Range1d(140, 275), width=400, height=300)
    p.scatter(x="weight", y="height", size=8, source=source)
    p.xaxis.axis_label = "Weight (lbs)"
    p.add_layout(LabelSet(x="weight", y="height", text="names", x_offset=5, y_offset=5, source=source))
    p.add_layout(Label(x=70, y=70, x_units="screen", y_units="screen", text="Collected by Luke", border_line_color="black",
                       border_line_alpha=1.0, background_fill_color="white", background_fill_alpha=1.0))
    p.add_layout(Arrow(end=OpenHead(line_color="firebrick", line_width=4), x_start=150, y_start=66, x_end=165, y_end=70))
    p.add_layout(Arrow(end=NormalHead(fill_color="orange"), x_start=200, y_start=66, x_end=189, y_end=71))
    p.add_layout(Arrow(start=TeeHead(), end=VeeHead(size=35), line_color="red", x_start=0.5, y_start=0.7, x_end=0.1, y_end=0.2,
                       start_units="screen", end_units="screen"))
    return p


def boxes_and_spans():
    p = figure(x_axis_type="datetime", width=400, height=300, tools="pan,wheel_zoom")
    days = np.array(["2024-01-01", "2024-01-05", "2024-01-09"], dtype="datetime64[ms]")
    p.line(days, [80, 200, 120])
    p.add_layout(BoxAnnotation(top=100, fill_alpha=0.2, fill_color="#D55E00"))
    p.add_layout(BoxAnnotation(bottom=100, top=180, fill_alpha=0.2, fill_color="#0072B2"))
    p.add_layout(Span(location=days[1].astype(float), dimension="height", line_color="#009E73", line_dash="dashed", line_width=3))
    p.add_layout(Slope(gradient=0, y_intercept=150, line_color="orange"))
    p.add_layout(PolyAnnotation(fill_color="blue", fill_alpha=0.2, xs=[1e9, 2e9, 3e9], ys=[1, 2, 1]))
    return p


def band_and_whiskers():
    source = ColumnDataSource(dict(x=[1, 2, 3], y=[2, 3, 2], lower=[1, 2, 1.5], upper=[3, 4, 3]))
    p = figure(width=300, height=250)
    p.scatter("x", "y", source=source, line_color=None, fill_alpha=0.3, size=5)
    p.add_layout(Band(base="x", lower="lower", upper="upper", source=source, fill_alpha=0.3, fill_color="yellow", line_color="black"))
    whisker = Whisker(base="x", upper="upper", lower="lower", source=source, level="annotation", line_width=2)
    whisker.upper_head.size = 20
    whisker.lower_head.line_color = "red"
    p.add_layout(whisker)
    return p


def color_bars():
    p = figure(width=500, height=300, toolbar_location=None, x_range=(0, 1), y_range=(0, 1))
    mapper = LogColorMapper(palette="Viridis256", low=1, high=1000)
    p.image(image=[np.array([[1.0, 10], [100, 1000]])], color_mapper=mapper, dh=1, dw=1, x=0, y=0)
    bar = ColorBar(color_mapper=mapper, ticker=LogTicker(), label_standoff=12, border_line_color=None, location=(0, 0), title="density")
    p.add_layout(bar, "right")
    r = p.scatter([0.1, 0.5], [0.2, 0.6], size=10, color={"field": "x", "transform": LinearColorMapper(palette=Viridis256, low=0, high=1)})
    p.add_layout(r.construct_color_bar(padding=0, ticker=BasicTicker(desired_num_ticks=3), formatter=PrintfTickFormatter(format="%d%%")), "below")
    return p


def styled_axes():
    p = figure(width=400, height=400)
    p.scatter([1, 2, 3, 4, 5], [2, 5, 8, 2, 7], size=10)
    p.xaxis.axis_label = "Temp"
    p.xaxis.axis_line_width = 3
    p.xaxis.axis_line_color = "red"
    p.yaxis.major_label_text_color = "orange"
    p.yaxis.major_label_orientation = "vertical"
    p.xaxis[0].ticker.desired_num_ticks = 3
    p.yaxis.ticker = SingleIntervalTicker(interval=2, num_minor_ticks=4)
    p.axis.minor_tick_in = -3
    p.axis.minor_tick_out = 6
    p.yaxis.major_tick_line_color = None
    p.xaxis.formatter.use_scientific = False
    p.yaxis.formatter = NumeralTickFormatter(format="0.0%")
    p.xaxis.bounds = (2, 4)
    p.background_fill_color = "beige"
    p.background_fill_alpha = 0.5
    p.outline_line_width = 7
    p.outline_line_alpha = 0.3
    p.border_fill_color = "whitesmoke"
    p.min_border_left = 80
    return p


def labels_for_numbers():
    p = figure(width=400, height=200)
    p.scatter([1, 2, 3], [1, 2, 3])
    p.xaxis.ticker = [1, 2, 3.5]
    p.xaxis.major_label_overrides = {1: "A", 2: r"$$\frac{1}{2}$$", 3.5: "C"}
    p.yaxis.ticker = FixedTicker(ticks=[1, 3], minor_ticks=[2])
    p.yaxis.formatter = CustomJSTickFormatter(code="return Math.floor(tick) + ' + ' + (tick % 1).toFixed(2)")
    return p


def two_axes():
    p = figure(x_range=(-6.5, 6.5), y_range=(-1.1, 1.1), width=400, height=300)
    p.scatter([-3, 0, 3], [0, 1, 0], line_color="black", color="crimson", size=12)
    p.extra_x_ranges["foo"] = Range1d(-3, 3)
    p.extra_y_ranges = {"bar": Range1d(0, 100)}
    blue = p.scatter([-1, 0, 1], [20, 50, 80], line_color="black", size=12, color="blue", x_range_name="foo", y_range_name="bar")
    axis = LinearAxis(axis_label="blue circles", x_range_name="foo")
    axis.axis_label_text_color = "blue"
    p.add_layout(axis, "above")
    p.add_layout(LinearAxis(y_range_name="bar"), "left")
    blue.level = "overlay"
    return p


def rich_tooltips():
    source = ColumnDataSource(dict(x=[1, 2], y=[2, 5], desc=["A", "b"], day=[0, 86400000], img=["a.png", "b.png"]))
    p = figure(width=400, height=400, tooltips=[("index", "$index"), ("(x,y)", "($x{0.00}, @y)"), ("fill", "$color[hex, swatch]:fill")], title="Mouse over the dots")
    p.scatter("x", "y", size=20, source=source, name="dots")
    p.hover.formatters = {"@day": "datetime"}
    p.hover[0].point_policy = "follow_mouse"
    hover = HoverTool(tooltips="""<div><img src="@img" alt="@img"><span style="font-size: 17px;">@desc</span></div>""", mode="vline")
    p.add_tools(hover)
    return p


def logs_and_grids():
    p = figure(y_axis_type="log", y_range=(0.001, 1000), width=400, height=300, x_axis_location="above", y_axis_location="right")
    p.line([0.1, 0.5, 1, 2], [0.01, 1, 10, 100], line_width=3)
    p.ygrid.minor_grid_line_color = "navy"
    p.ygrid.minor_grid_line_alpha = 0.1
    p.xgrid.bounds = (0, 1)
    p.xgrid.grid_line_dash = [6, 4]
    p.yaxis.ticker.num_minor_ticks = 5
    p.add_layout(ScaleBar(location="top_left", orientation="horizontal"))
    return p


def own_theme():
    doc = Document()
    doc.theme = Theme(json={"attrs": {"Plot": {"background_fill_color": "#2F2F2F"}, "Axis": {"axis_label_standoff": 10},
                                      "Title": {"text_color": "white"}, "Line": {"line_width": 5}}})
    p = figure(title="dark", width=300, height=200)
    p.line([1, 2, 3], [1, 3, 2])
    doc.add_root(p)
    return doc


def theme_of_features():
    doc = Document()
    doc.theme = Theme(json={"attrs": {"LineGlyph": {"line_width": 4}, "FillGlyph": {"fill_alpha": 0.3}, "HatchGlyph": {"hatch_scale": 5},
                                      "TextGlyph": {"text_font_size": "20px"}, "Scatter": {"line_width": 1}}})
    p = Plot(width=300, height=200)
    source = ColumnDataSource(dict(x=[1, 2], y=[1, 2], t=["a", "b"]))
    for glyph in [Line(x="x", y="y"), Scatter(x="x", y="y"), Text(x="x", y="y", text="t"), VBar(x="x", top="y", hatch_pattern="dot")]:
        p.add_glyph(source, glyph)
    doc.add_root(p)
    return doc
