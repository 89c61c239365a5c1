"""Every glyph method, by position and by name."""

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper, WeightedStackColorMapper


def annular_wedge(p):
    p.annular_wedge([1, 2], [1, 2], 0.2, 0.5, 0.3, [2, 4], color="green")


def annular_wedge_units(p):
    p.annular_wedge(
        x=[1], y=[1], inner_radius=10, outer_radius=30, start_angle=30, end_angle=120,
        inner_radius_units="screen", outer_radius_units="screen",
        start_angle_units="deg", end_angle_units="deg", direction="clock",
    )


def annulus(p):
    p.annulus([1, 2], [1, 2], [0.1, 0.2], 0.4, fill_color="orange", line_color=None)


def arc(p):
    p.arc([1, 2], [1, 2], 0.4, 0, 2.5, line_width=3)


def bezier(p):
    p.bezier([1], [1], [2], [2], [1.2], [2], [1.8], [1], line_dash="dashed")


def block(p):
    p.block([1, 2], [1, 2], 0.5, [0.5, 0.7], fill_alpha=0.4)


def circle(p):
    p.circle([1, 2, 3], [3, 1, 2], radius=0.3, hatch_pattern="x", hatch_color="white")


def ellipse(p):
    p.ellipse([1, 2], [1, 2], 0.6, 0.3, angle=0.7)


def harea(p):
    p.harea([1, 2, 1], [3, 4, 5], [1, 2, 3], fill_color="teal", alpha=0.6)


def harea_step(p):
    p.harea_step([1, 2, 1], [3, 4, 5], [1, 2, 3], step_mode="center")


def hbar(p):
    p.hbar([1, 2, 3], 0.5, [3, 1, 2], left=[0, 0.5, 1])


def hex_tile(p):
    p.hex_tile([0, 0, 1], [0, 1, 0], size=1, fill_color=["red", "green", "blue"])


def hspan(p):
    p.hspan([1, 2], line_width=[1, 4], line_color="red")


def hstrip(p):
    p.hstrip([1, 3], [2, 4], fill_alpha=0.5)


def image(p):
    p.image([np.arange(12.0).reshape(3, 4)], 0, 0, 4, 3, palette="Spectral11", level="image")


def image_several(p):
    small = np.array([[1.0, 2.0], [3.0, 4.0]])
    p.image(image=[small, small], x=[0, 3], y=[0, 0], dw=[2, 2], dh=2, palette=["#000000", "#ff0000"], dilate=True)


def image_rgba(p):
    pixels = np.array([[0xFF0000FF, 0xFF00FF00], [0xFFFF0000, 0x80000000]], dtype="uint32")
    p.image_rgba([pixels], 0, 0, 2, 2, dilate=True)


def image_stack(p):
    mapper = WeightedStackColorMapper(palette=["red", "blue"], alpha_mapper=LinearColorMapper(palette=["red"]))
    p.image_stack([np.arange(8.0).reshape(2, 2, 2)], 0, 0, 2, 2, color_mapper=mapper)


def image_url(p):
    p.image_url(["data:image/gif;base64,R0lGODlhAQABAIAAAAUEBA=="], 0, 1, 2, 1, anchor="center")


def line(p):
    p.line([1, 2, 3], [3, 1, 2], line_width=2, color="navy", alpha=0.5)


def line_dash_list(p):
    p.line([1, 2, 3], [3, 1, 2], line_dash=[6, 3], line_join="round", line_cap="round")


def mathml(p):
    p.mathml([1], [1], ["<math><mi>x</mi></math>"])


def multi_line(p):
    p.multi_line([[1, 2, 3], [2, 3, 4]], [[3, 1, 2], [4, 7, 8]], color=["firebrick", "navy"], line_width=4)


def multi_polygons(p):
    p.multi_polygons(
        xs=[[[[1, 1, 2, 2], [1.2, 1.6, 1.6]]], [[[3, 3, 4]]]],
        ys=[[[[4, 3, 3, 4], [3.2, 3.2, 3.6]]], [[[1, 3, 1]]]],
        color=["red", "green"],
    )


def ngon(p):
    p.ngon([1, 2], [1, 2], radius=[0.2, 0.4], n=5, angle=0.3)


def patch(p):
    p.patch([1, 2, 3, float("nan"), 4, 5, 5], [6, 7, 5, float("nan"), 7, 7, 6], alpha=0.5, line_width=2)


def patches(p):
    p.patches([[1, 3, 2], [3, 4, 6]], [[2, 1, 4], [4, 7, 8]], fill_color=["red", "navy"], alpha=[0.8, 0.3])


def quad(p):
    p.quad([1, 2], [1.5, 3], [3, 4], [0, 1], color="#B3DE69")


def quadratic(p):
    p.quadratic([1], [1], [2], [2], [1], [2])


def ray(p):
    p.ray([1, 2], [1, 2], 45, 0.5, length_units="screen", line_width=2)


def rect(p):
    p.rect([1, 2], [1, 2], 0.5, 0.3, angle=0.6, border_radius=4)


def scatter(p):
    p.scatter([1, 2, 3], [3, 1, 2], size=[5, 10, 15], fill_alpha=0.6, line_color=None)


def scatter_positions(p):
    p.scatter([1, 2], [3, 1], 12, 0.5, "triangle")


def scatter_markers(p):
    p.scatter([1, 2], [3, 1], marker="*", size=20)
    p.scatter([1, 2], [4, 2], marker="o+", size=20)
    p.scatter([1, 2], [5, 3], marker=["square", "hex"], size=20)


def segment(p):
    p.segment([1, 2], [1, 2], [2, 3], [3, 1], line_color=["red", "blue"])


def step(p):
    p.step([1, 2, 3], [3, 1, 2], mode="center", line_width=2)


def tex(p):
    p.tex([1], [1], ["x^2"])


def text(p):
    p.text([1, 2], [1, 2], text=["one", "two"], text_color="red", text_font_size="20px", text_align="center")


def text_box(p):
    p.text([1], [1], ["boxed"], background_fill_color="yellow", border_line_color="black", padding=5, anchor="center")


def varea(p):
    p.varea([1, 2, 3], [1, 2, 1], [3, 4, 3], hatch_pattern="/")


def varea_step(p):
    p.varea_step([1, 2, 3], [1, 2, 1], [3, 4, 3], step_mode="after")


def vbar(p):
    p.vbar([1, 2, 3], 0.5, [3, 1, 2], bottom=0.5, color=["red", "green", "blue"])


def vspan(p):
    p.vspan([1, 2], line_dash=["solid", "dotted"])


def vstrip(p):
    p.vstrip([1, 3], [2, 4], hatch_pattern="dot")


def wedge(p):
    p.wedge([1, 2], [1, 2], 0.4, 0.3, 4, direction="clock", color=["red", "#00ff0080"])


def markers_by_method(p):
    p.square([1, 2], [1, 2], size=10, color="red")
    p.triangle(x=[1, 2], y=[2, 1], angle=0.5, legend_label="t")
    p.x("a", "b", size=8, source=ColumnDataSource(dict(a=[3], b=[3])))
    p.circle([3, 4], [1, 2], size=12, fill_alpha=0.5)
    p.circle(x=[5], y=[1], size=20, name="one")
