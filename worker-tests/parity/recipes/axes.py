"""Ranges, scales, axes and grids from figure()'s arguments, and their setters."""

from datetime import datetime

from bokeh.models import (
    CategoricalAxis,
    DataRange1d,
    DatetimeTickFormatter,
    FactorRange,
    FixedTicker,
    LinearAxis,
    LinearScale,
    LogScale,
    NumeralTickFormatter,
    Range1d,
)
from bokeh.plotting import figure


def range_limits():
    return figure(x_range=(0, 10), y_range=(5, -5))


def range_models():
    return figure(x_range=Range1d(1, 2, bounds=(0, 3)), y_range=DataRange1d(start=0, range_padding=0.3))


def range_factors():
    return figure(x_range=["a", "b", "c"], y_range=FactorRange(factors=["u", "v"], range_padding=0.1))


def range_nested_factors():
    factors = [("a", "x"), ("a", "y"), ("b", "x")]
    p = figure(x_range=FactorRange(factors=factors))
    p.vbar(x=factors, top=[1, 2, 3], width=0.9)
    return p


def range_dates():
    return figure(x_range=(datetime(2024, 1, 1), datetime(2024, 2, 1)))


def range_shared():
    one = figure(width=200, height=200)
    return [one, figure(x_range=one.x_range, y_range=one.y_range)]


def type_log():
    return figure(x_axis_type="log", y_axis_type="log", y_range=(1, 1000))


def type_datetime():
    p = figure(x_axis_type="datetime")
    p.line([datetime(2024, 1, 1), datetime(2024, 1, 2, 12, 30)], [1, 2])
    return p


def type_timedelta():
    return figure(x_axis_type="timedelta", y_axis_type="linear")


def type_mercator():
    return figure(x_axis_type="mercator", y_axis_type="mercator")


def type_none():
    return figure(x_axis_type=None, y_axis_type=None)


def locations():
    return figure(x_axis_location="above", y_axis_location="right")


def location_none():
    return figure(x_axis_location=None, y_axis_location=None)


def labels():
    return figure(x_axis_label="time [s]", y_axis_label="$$x^2$$")


def minor_ticks():
    return figure(x_minor_ticks=10)


def minor_ticks_log():
    return figure(x_axis_type="log", y_axis_type="log", y_minor_ticks=4)


def second_axis():
    p = figure(y_range=(0, 10))
    p.extra_y_ranges = {"other": Range1d(0, 100)}
    p.extra_y_scales = {"other": LogScale()}
    p.line([1, 2], [3, 4])
    p.scatter([1, 2], [30, 40], y_range_name="other")
    p.add_layout(LinearAxis(y_range_name="other", axis_label="other"), "right")
    return p


def subgroups(p):
    p.x_scale = LinearScale()
    p.add_layout(CategoricalAxis(separator_line_color="red"), "above")


def setters(p):
    p.xaxis.axis_label = "x"
    p.yaxis.formatter = NumeralTickFormatter(format="0.0a")
    p.axis.major_label_text_font_size = "14px"
    p.axis.minor_tick_line_color = None
    p.xaxis.major_label_orientation = "vertical"
    p.yaxis.major_label_orientation = 0.5
    p.xaxis.major_label_overrides = {1: "one", 2: "two"}
    p.yaxis.bounds = (2, 4)
    p.xgrid.grid_line_color = None
    p.ygrid.band_fill_color = "olive"
    p.grid.grid_line_alpha = 0.5
    p.grid.visible = True


def tickers(p):
    p.xaxis.ticker = [1, 2.5, 4]
    p.yaxis.ticker = FixedTicker(ticks=[1, 2], minor_ticks=[1.5])
    p.xgrid.ticker = [2, 3]
    p.yaxis[0].ticker.ticks = [1, 3]


def datetime_format():
    p = figure(x_axis_type="datetime")
    p.xaxis.formatter = DatetimeTickFormatter(days="%d %b", context="%Y", context_which="all")
    return p
