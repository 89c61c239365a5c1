"""The temperature app (worker-tests/support/apps/temperature.ts) for each of the Python servers: the same function of a document."""

import os

import pandas as pd
from bokeh.document import Document
from bokeh.layouts import column
from bokeh.models import ColumnDataSource, Slider
from bokeh.plotting import figure

weather = pd.read_csv(os.environ["WEATHER_CSV"], parse_dates=["date"])
seattle = weather[weather.location == "Seattle"]
frame = pd.DataFrame({"time": seattle.date, "temperature": seattle.temp_max}).set_index("time")


def temperature(doc: Document) -> None:
    source = ColumnDataSource(frame)
    plot = figure(
        title="Daily maximum temperature in Seattle",
        x_axis_type="datetime",
        y_axis_label="Temperature (°C)",
        y_range=(-10, 40),
        height=400,
        sizing_mode="stretch_width",
    )
    plot.line("time", "temperature", source=source, line_width=1.5)

    def changed(attr: str, old: int, new: int) -> None:
        source.data = ColumnDataSource.from_df(frame if new == 0 else frame.rolling(new, min_periods=1).mean())

    slider = Slider(start=0, end=30, value=0, step=1, title="Smoothing by N days")
    slider.on_change("value", changed)
    doc.title = "Temperature"
    doc.add_root(column(slider, plot, sizing_mode="stretch_width"))
