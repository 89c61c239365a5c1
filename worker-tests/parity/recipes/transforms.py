"""Every mapper and transform."""

from bokeh import models as m
from bokeh.core.properties import expr
from bokeh.models import expressions as ex
from bokeh.transform import (
    cumsum, dodge, eqhist_cmap, factor_cmap, factor_hatch, factor_mark, jitter, linear_cmap, log_cmap, stack, transform,
)

DATA = {"x": [1, 2, 3], "y": [4, 6, 5], "kind": ["a", "b", "a"], "low": [1, 2, 1], "high": [2, 2, 4]}
RGB = ["#ff0000", "#00ff00", "#0000ff"]


def _source():
    return m.ColumnDataSource(DATA)


def linear(p):
    p.scatter("x", "y", source=_source(), size=10, color=linear_cmap("y", RGB, 4, 6, low_color="gray"))


def linear_named(p):
    p.scatter("x", "y", source=_source(), fill_color=linear_cmap("y", "Viridis256", 4, 6, nan_color="black"))


def log(p):
    p.scatter("x", "y", source=_source(), color=log_cmap("y", RGB, 1, 10, high_color="gray"))


def eqhist(p):
    p.scatter("x", "y", source=_source(), color=eqhist_cmap("y", RGB, 1, 10))


def factors(p):
    color = factor_cmap("kind", RGB, ["a", "b"], start=0, end=1)
    hatch = factor_hatch("kind", ["/", "x"], ["a", "b"])
    p.vbar("x", 0.5, "y", source=_source(), fill_color=color, hatch_pattern=hatch)


def markers(p):
    p.scatter("x", "y", source=_source(), marker=factor_mark("kind", ["circle", "cross"], ["a", "b"]))


def dodged(p):
    p.vbar(dodge("x", -0.25), 0.2, "low", source=_source(), color="red")
    p.vbar(dodge("x", 0.25, range=p.x_range), 0.2, "high", source=_source())


def jittered(p):
    p.scatter("x", jitter("y", width=0.6, range=p.y_range), source=_source())
    p.scatter(jitter("x", 0.2, mean=1, distribution="normal"), "y", source=_source())


def stacked(p):
    p.vbar(bottom=stack("low"), top=stack("low", "high"), x="x", width=0.5, source=_source())


def cumulated(p):
    start, end = cumsum("y", include_zero=True), cumsum("y")
    p.wedge(x=0, y=0, radius=1, start_angle=start, end_angle=end, source=_source())


def interpolated(p):
    p.scatter("x", "y", source=_source(), size=transform("y", m.LinearInterpolator(x=[4, 6], y=[5, 20], clip=False)))
    step = m.StepInterpolator(x=[4, 5, 6], y=[5, 10, 20], mode="before")
    p.scatter("x", "y", source=_source(), size=transform("y", step))


def interpolated_columns(p):
    source = _source()
    p.scatter("x", "y", source=source, size=transform("y", m.LinearInterpolator(x="low", y="high", data=source)))


def written_in_js(p):
    code = m.CustomJSTransform(args={"by": m.Div(text="2")}, func="return x * 2", v_func="return xs.map((x) => x * 2)")
    p.scatter(transform("x", code), "y", source=_source())


def polar(p):
    turned = ex.PolarTransform(radius="x", angle="y", direction="clock")
    p.scatter(turned.x, turned.y, source=_source())


def expressions(p):
    p.add_layout(m.Span(location=2))
    p.tags = [ex.Minimum(field="low"), ex.Maximum(field="high", initial=3)]


def cum_sum_by_hand(p):
    p.line(x="x", y=expr(ex.CumSum(field="y", include_zero=True)), source=_source())


def expression_in_js(p):
    made = ex.CustomJSExpr(args={"n": m.Div()}, code="return this.data.x.map((x) => x + 1)")
    p.line(x=expr(made), y="y", source=_source())


def mappers_by_hand(p):
    p.image([[[1, 2], [3, 4]]], x=0, y=0, dw=1, dh=1, color_mapper=m.LogColorMapper(palette=RGB, low=1, high=4))
    p.image([[[1, 2], [3, 4]]], x=1, y=0, dw=1, dh=1, color_mapper=m.EqHistColorMapper(palette=RGB, bins=16))


def categories_of_three_levels(p):
    mapper = m.CategoricalColorMapper(factors=[("a", "b", "c"), ("a", "b", "d")], palette=RGB, nan_color="white")
    p.scatter("x", "y", source=_source(), color={"field": "kind", "transform": mapper})


def stack_of_images(p):
    mapper = m.WeightedStackColorMapper(palette=RGB, nan_color=(0, 0, 0, 0), alpha_mapper=m.LinearColorMapper(
        palette=["#00000000", "#ffffffff"], low=0, high=1,
    ))
    p.image_stack([[[[1, 2], [3, 4]]]], x=0, y=0, dw=1, dh=1, color_mapper=mapper)


def within_other_coordinates(p):
    within = p.subplot(
        x_source=m.Range1d(), x_target=m.Range1d(2, 3), y_source=m.Range1d(), y_target=m.Range1d(4, 5),
    )
    within.line([0, 1], [0, 1], color="red")
