# A price that moves at random: candles, a moving average and its difference (MACD), streamed.

import numpy as np
from bokeh.driving import count
from bokeh.io import curdoc
from bokeh.layouts import column, gridplot, row
from bokeh.models import ColumnDataSource, Select, Slider
from bokeh.plotting import figure

curdoc().title = "OHLC"

# The plots
names = ["time", "average", "low", "high", "open", "close", "ma", "macd", "color"]
source = ColumnDataSource(data={name: [] for name in names})
tools = "xpan,xwheel_zoom,xbox_zoom,reset"
p = figure(height=350, tools=tools, x_axis_type=None, y_axis_location="right",
           sizing_mode="stretch_width")
p.x_range.follow = "end"
p.x_range.follow_interval = 100
p.x_range.range_padding = 0
p.line("time", "average", source=source, alpha=0.3, line_width=3, color="steelblue")
p.line("time", "ma", source=source, alpha=0.8, line_width=2, color="orange")
p.segment("time", "low", "time", "high", source=source, line_width=2, color="color")
p.segment("time", "open", "time", "close", source=source, line_width=6, color="color")
p2 = figure(height=180, x_range=p.x_range, tools=tools, y_axis_location="right",
            sizing_mode="stretch_width")
p2.line("time", "macd", source=source, color="crimson", line_width=2)

# The controls
mean = Slider(title="Mean", value=0, start=-0.01, end=0.01, step=0.001, format="0.000")
stddev = Slider(title="Deviation", value=0.04, start=0.01, end=0.1, step=0.01)
window = Select(title="Moving average", value="12", options=["12", "26"])


def moving(prices, n):
    return np.mean(prices[-n:])


# What comes
@count()
def update(t):
    before = source.data["average"][-1] if t else 100
    average = before * np.random.lognormal(mean.value, stddev.value)
    low, high = average * (1 + np.array([-1, 1]) * np.abs(np.random.normal(0.02, 0.005, 2)))
    inner = (high - low) / 5
    open, close = np.random.permutation([low + inner, high - inner])
    prices = [*source.data["average"], average]
    source.stream(dict(
        time=[t], average=[average], low=[low], high=[high], open=[open], close=[close],
        ma=[moving(prices, int(window.value))],
        macd=[moving(prices, 12) - moving(prices, 26)],
        color=["seagreen" if open < close else "crimson"],
    ), 300)


curdoc().add_periodic_callback(update, 100)

# The page: one below the other on a phone
controls = row(mean, stddev, window, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"})
plots = gridplot([[p], [p2]], toolbar_location="left", sizing_mode="stretch_width")
curdoc().add_root(column(controls, plots, sizing_mode="stretch_width"))
