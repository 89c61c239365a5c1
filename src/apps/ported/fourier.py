# Circles that turn on circles, and the wave that their tip draws: the sum of a few terms of a square wave.

import numpy as np
from bokeh.io import curdoc
from bokeh.layouts import column
from bokeh.models import ColumnDataSource
from bokeh.palettes import Category10
from bokeh.plotting import figure

curdoc().title = "Fourier"
N = 100
K = np.array([1, 3, 5, 7])
AMPLITUDES = 4 / (K * np.pi)


# The terms at a phase
def circles(phase):
    """Each circle's center is the tip of the one before."""
    tip_x = np.cumsum(AMPLITUDES * np.cos(K * phase))
    tip_y = np.cumsum(AMPLITUDES * np.sin(K * phase))
    x, y = np.append(0, tip_x[:-1]), np.append(0, tip_y[:-1])
    return dict(x=x, y=y, tip_x=tip_x, tip_y=tip_y, radius=AMPLITUDES, color=Category10[4])


x = np.linspace(3.5, 3.5 + 2 * np.pi, N)


def wave(phase):
    t = phase - (x - 3.5)
    return dict(x=x, y=sum(a * np.sin(k * t) for k, a in zip(K, AMPLITUDES)))


# The plot
arms = ColumnDataSource(data=circles(0))
line = ColumnDataSource(data=wave(0))
plot = figure(title="Four terms of a square wave", height=400, x_range=(-2.5, 10),
              y_range=(-2.5, 2.5), tools="", toolbar_location=None,
              sizing_mode="stretch_width", max_width=820)
plot.circle("x", "y", "radius", source=arms, line_color="color", line_width=2, fill_color=None)
plot.segment("x", "y", "tip_x", "tip_y", source=arms, color="color", line_width=2)
plot.line("x", "y", source=line, color="orange", line_width=2)
plot.axis.ticker.desired_num_ticks = 8

# What moves it
step = 0


def update():
    global step
    step = (step + 1) % N
    arms.data = circles(2 * np.pi * step / N)
    line.data = wave(2 * np.pi * step / N)


curdoc().add_periodic_callback(update, 100)

# The page
curdoc().add_root(column(plot, sizing_mode="stretch_width"))
