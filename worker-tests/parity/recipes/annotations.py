"""Every annotation."""

from bokeh import models as m
from bokeh.models.annotations.geometry import AreaVisuals

DATA = {"x": [1, 2, 3], "lower": [1, 2, 1], "upper": [3, 4, 3], "name": ["a", "b", "c"]}


def span(p):
    p.add_layout(m.Span(location=2, dimension="height", line_color="red", line_width=3, editable=True))
    p.add_layout(m.Span(location=100, dimension="width", location_units="screen", line_dash="dotted"))


def box(p):
    p.add_layout(m.BoxAnnotation(left=1, right=2, bottom=1, fill_color="green", fill_alpha=0.2, border_radius=5))


def box_editable(p):
    p.add_layout(m.BoxAnnotation(
        left=20, right=80, left_units="screen", right_units="screen", editable=True, resizable="x", movable="both",
        handles=m.BoxInteractionHandles(all=AreaVisuals(fill_color="red")),
    ))


def poly(p):
    p.add_layout(m.PolyAnnotation(xs=[1, 2, 3], ys=[1, 3, 1], fill_alpha=0.4, hatch_pattern="/"))


def slope(p):
    p.add_layout(m.Slope(gradient=1.5, y_intercept=-1, line_dash="dashed", above_fill_color="yellow"))


def label(p):
    p.add_layout(m.Label(
        x=1, y=2, text="$$x$$", x_offset=5, angle=45, angle_units="deg", text_color="red", background_fill_color="white",
        border_line_color="black", padding=4,
    ))


def label_set(p):
    p.scatter("x", "upper", source=m.ColumnDataSource(DATA))
    p.add_layout(m.LabelSet(x="x", y="upper", text="name", y_offset=8, source=m.ColumnDataSource(DATA), text_align="center"))


def arrow(p):
    p.add_layout(m.Arrow(
        x_start=1, y_start=1, x_end=2, y_end=2, end=m.OpenHead(size=10, line_color="red"), start=m.VeeHead(), line_width=2,
    ))


def arrow_heads(p):
    for head in [m.NormalHead(fill_color="orange"), m.TeeHead(), m.VeeHead(size=35)]:
        p.add_layout(m.Arrow(end=head, source=m.ColumnDataSource({"x": [1]}), x_start="x", y_start="x", x_end=3, y_end=4))


def band(p):
    p.add_layout(m.Band(base="x", lower="lower", upper="upper", source=m.ColumnDataSource(DATA), fill_alpha=0.3))


def whisker(p):
    p.add_layout(m.Whisker(
        base="x", lower="lower", upper="upper", source=m.ColumnDataSource(DATA), upper_head=m.TeeHead(size=20), lower_head=None,
    ))


def color_bar(p):
    mapper = m.LogColorMapper(palette=["red", "green", "blue"], low=1, high=1000)
    bar = m.ColorBar(color_mapper=mapper, title="bar", ticker=m.LogTicker(), label_standoff=12, location=(0, 0), width=8)
    p.add_layout(bar, "right")


def color_bar_of_renderer(p):
    r = p.scatter([1, 2], [1, 2], color={"field": "x", "transform": m.LinearColorMapper(palette=["red", "blue"])})
    p.add_layout(r.construct_color_bar(padding=5, title="x"), "below")


def legend_options(p):
    line = p.line([1, 2], [1, 2])
    p.add_layout(m.Legend(
        items=[m.LegendItem(label="l", renderers=[line], visible=False)], orientation="horizontal", ncols=2, spacing=10,
        background_fill_alpha=0.5, title="t", title_location="left", glyph_width=40, click_policy="hide", border_radius=3,
    ))


def scale_bar(p):
    p.add_layout(m.ScaleBar(
        range=p.x_range, unit="m", length_sizing="adaptive", location="bottom_left", label="@{value} @{unit}",
        dimensional=m.MetricLength(),
    ))


def size_bar(p):
    circles = p.circle([1, 2], [1, 2], radius=[0.1, 0.5])
    p.add_layout(m.SizeBar(renderer=circles, orientation="horizontal", width="max"), "below")


def titles(p):
    for place in ["left", "right", "above", "below"]:
        p.add_layout(m.Title(text=place, align="center", text_font_style="italic", standoff=7), place)
