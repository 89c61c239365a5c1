# Any measure of penguins against any other, with size and color by two more: a new plot for each choice.

import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import Select
from bokeh.palettes import Spectral5
from bokeh.plotting import figure

curdoc().title = "Crossfilter"
SIZES = [6, 9, 12, 15, 18, 21, 24, 27, 30]
COLORS = list(Spectral5)

# The data
df = pd.read_json("node_modules/vega-datasets/data/penguins.json")
df = df.dropna(subset=["Body Mass (g)"]).fillna("unknown").reset_index(drop=True)
columns = sorted(df.columns)
continuous = [name for name in columns if df[name].dtype != object]
discrete = [name for name in columns if name not in continuous]


def binned(name, items):
    """For each row the item of the bin that its value is in: all bins have the same width."""
    values = df[name] if name in continuous else df[name].astype("category").cat.codes
    return [items[i] for i in pd.cut(values, len(items), labels=False)]


# The plot
def create_figure():
    kw = {}
    if x.value in discrete:
        kw["x_range"] = sorted(df[x.value].unique())
    if y.value in discrete:
        kw["y_range"] = sorted(df[y.value].unique())
    p = figure(height=500, tools="pan,box_zoom,hover,reset", title=f"{x.value} vs {y.value}",
               sizing_mode="stretch_width", min_width=320, max_width=800, **kw)
    p.title.text_font_size = "12px"
    p.xaxis.axis_label = x.value
    p.yaxis.axis_label = y.value
    if x.value in discrete:
        p.xaxis.major_label_orientation = 0.8

    p.scatter(
        x=df[x.value], y=df[y.value],
        size=9 if size.value == "None" else binned(size.value, SIZES),
        color="#31aade" if color.value == "None" else binned(color.value, COLORS),
        line_color="white", alpha=0.6, hover_color="white", hover_alpha=0.5,
    )
    return p


# The controls
x = Select(title="X-Axis", value="Flipper Length (mm)", options=columns)
y = Select(title="Y-Axis", value="Body Mass (g)", options=columns)
size = Select(title="Size", value="None", options=["None", *continuous])
color = Select(title="Color", value="None", options=["None", *columns])
controls = [x, y, size, color]


def update(attr, old, new):
    layout.children[1] = create_figure()


for control in controls:
    control.on_change("value", update)

# The page: one below the other on a phone
layout = row(column(*controls, width=200), create_figure(),
             sizing_mode="stretch_width", styles={"flex-wrap": "wrap"})
curdoc().add_root(layout)
