# Bubbles that move through time, with a slider and a button that plays: unemployment by industry, month by month.

import numpy as np
import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import (Button, CategoricalColorMapper, ColumnDataSource, HoverTool, Label,
                          SingleIntervalTicker, Slider)
from bokeh.palettes import Category20
from bokeh.plotting import figure

curdoc().title = "Gapminder"

# The data of each month
df = pd.read_json("node_modules/vega-datasets/data/unemployment-across-industries.json")
data = {}
for (year, month), lines in df.groupby(["year", "month"]):
    data[f"{year}-{month:02}"] = dict(
        rate=lines["rate"], count=lines["count"], size=1.6 * np.sqrt(lines["count"]),
        series=lines["series"],
    )
months = list(data)
source = ColumnDataSource(data=data[months[0]])

# The plot
plot = figure(title="Unemployment by industry", height=400, x_range=(0, 28), y_range=(0, 2700),
              toolbar_location=None, sizing_mode="stretch_width", min_width=320)
plot.xaxis.ticker = SingleIntervalTicker(interval=4)
plot.xaxis.axis_label = "Unemployed, percent of the industry"
plot.yaxis.ticker = SingleIntervalTicker(interval=500)
plot.yaxis.axis_label = "Unemployed, thousands"
label = Label(x=1, y=2300, text=months[0], text_font_size="40px", text_color="#888888",
              text_alpha=0.4)
plot.add_layout(label)
color_mapper = CategoricalColorMapper(palette=Category20[20], factors=list(df["series"].unique()))
plot.scatter("rate", "count", size="size", source=source, fill_alpha=0.8, line_color="#7c7e71",
             fill_color=dict(field="series", transform=color_mapper), line_width=0.5)
plot.add_tools(HoverTool(tooltips="@series", show_arrow=False, point_policy="follow_mouse"))

# The controls
slider = Slider(start=0, end=len(months) - 1, value=0, step=1, title="Month")
button = Button(label="► Play", width=80)


def update(attr, old, new):
    label.text = months[new]
    source.data = data[months[new]]


def animate_update():
    slider.value = (slider.value + 1) % len(months)


playing = None


def animate():
    global playing
    if button.label == "► Play":
        button.label = "❚❚ Pause"
        playing = curdoc().add_periodic_callback(animate_update, 200)
    else:
        button.label = "► Play"
        curdoc().remove_periodic_callback(playing)


slider.on_change("value", update)
button.on_event("button_click", animate)

# The page
controls = row(slider, button, styles={"flex-wrap": "wrap"})
curdoc().add_root(column(plot, controls, sizing_mode="stretch_width"))
