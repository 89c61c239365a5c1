# A sine wave, its title and four sliders: the first app of Bokeh's user guide.

import numpy as np
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import ColumnDataSource, Slider, TextInput
from bokeh.plotting import figure

curdoc().title = "Sliders"

# The wave
x = np.linspace(0, 4 * np.pi, 200)
source = ColumnDataSource(data=dict(x=x, y=np.sin(x)))
plot = figure(title="A sine wave", height=400, y_range=(-2.5, 2.5),
              sizing_mode="stretch_width", min_width=320, max_width=500)
plot.line("x", "y", source=source, line_width=3, line_alpha=0.6)

# The controls
title = TextInput(title="Title", value="A sine wave")
offset = Slider(title="Offset", value=0, start=-2, end=2, step=0.1)
amplitude = Slider(title="Amplitude", value=1, start=-2.5, end=2.5, step=0.1)
phase = Slider(title="Phase", value=0, start=0, end=6.2, step=0.1)
frequency = Slider(title="Frequency", value=1, start=0.1, end=5, step=0.1)


# What they change
def update_title(attr, old, new):
    plot.title.text = new


def update_wave(attr, old, new):
    wave = np.sin(frequency.value * x + phase.value)
    source.data = dict(x=x, y=offset.value + amplitude.value * wave)


title.on_change("value", update_title)
for slider in [offset, amplitude, phase, frequency]:
    slider.on_change("value", update_wave)

# The page: one below the other on a phone
controls = column(title, offset, amplitude, phase, frequency)
curdoc().add_root(row(controls, plot, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"}))
