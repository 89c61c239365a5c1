# A scatter plot, and beside it histograms with densities of all its points, and histograms of those that are selected.

import numpy as np
import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import gridplot
from bokeh.plotting import figure

curdoc().title = "Selection histogram"

# The data
df = pd.read_json("node_modules/vega-datasets/data/penguins.json").dropna(subset=["Body Mass (g)"])
x = df["Flipper Length (mm)"].to_numpy()
y = df["Beak Depth (mm)"].to_numpy()


def density(values, at):
    """A Gaussian kernel for each value, as wide as Scott's rule says."""
    width = np.std(values, ddof=1) * len(values) ** -0.2
    kernels = np.exp(-0.5 * ((at[:, np.newaxis] - values) / width) ** 2)
    return kernels.sum(axis=1) / (len(values) * width * np.sqrt(2 * np.pi))


# The points
p = figure(height=400, tools="pan,wheel_zoom,box_select,lasso_select,reset", min_border=10,
           min_border_left=50, toolbar_location="above", title="Linked histograms",
           x_axis_label="Flipper (mm)", y_axis_label="Beak (mm)",
           sizing_mode="stretch_width", min_width=200, max_width=600)
r = p.scatter(x, y, size=5, color="#5a85c5", alpha=0.6)

LINE = dict(color="#aab8cc", line_color="#5a85c5")
SELECTED = dict(color="#5a85c5", line_color=None, alpha=0.5)
OTHERS = dict(color="#5a85c5", line_color=None, alpha=0.2)

# The histogram below
hhist, hedges = np.histogram(x, bins=20)
hzeros = np.zeros(len(hedges) - 1)
hmax = max(hhist) * 1.1
ph = figure(height=150, toolbar_location=None, x_range=p.x_range, y_range=(-hmax, hmax),
            min_border=10, min_border_left=50, y_axis_location="right",
            sizing_mode="stretch_width", min_width=200, max_width=600)
ph.xgrid.grid_line_color = None
ph.yaxis.major_label_orientation = 0.8
ph.quad(bottom=0, left=hedges[:-1], right=hedges[1:], top=hhist, **LINE)
hh1 = ph.quad(bottom=0, left=hedges[:-1], right=hedges[1:], top=hzeros, **SELECTED)
hh2 = ph.quad(bottom=0, left=hedges[:-1], right=hedges[1:], top=hzeros, **OTHERS)
hx = np.linspace(hedges[0], hedges[-1], 100)
ph.line(hx, density(x, hx) * len(x) * (hedges[1] - hedges[0]), color="orange", line_width=2)

# The histogram at the right
vhist, vedges = np.histogram(y, bins=20)
vzeros = np.zeros(len(vedges) - 1)
vmax = max(vhist) * 1.1
pv = figure(width=130, height=400, toolbar_location=None, x_range=(-vmax, vmax), y_range=p.y_range,
            min_border=10, y_axis_location="right")
pv.ygrid.grid_line_color = None
pv.xaxis.major_label_orientation = 0.8
pv.quad(left=0, bottom=vedges[:-1], top=vedges[1:], right=vhist, **LINE)
vh1 = pv.quad(left=0, bottom=vedges[:-1], top=vedges[1:], right=vzeros, **SELECTED)
vh2 = pv.quad(left=0, bottom=vedges[:-1], top=vedges[1:], right=vzeros, **OTHERS)
vy = np.linspace(vedges[0], vedges[-1], 100)
pv.line(density(y, vy) * len(y) * (vedges[1] - vedges[0]), vy, color="orange", line_width=2)


# What is selected
def update(attr, old, new):
    if len(new) == 0 or len(new) == len(x):
        hhist1, hhist2 = hzeros, hzeros
        vhist1, vhist2 = vzeros, vzeros
    else:
        others = np.ones(len(x), dtype=bool)
        others[new] = False
        hhist1, _ = np.histogram(x[new], bins=hedges)
        vhist1, _ = np.histogram(y[new], bins=vedges)
        hhist2, _ = np.histogram(x[others], bins=hedges)
        vhist2, _ = np.histogram(y[others], bins=vedges)
    hh1.data_source.data["top"] = hhist1
    hh2.data_source.data["top"] = -hhist2
    vh1.data_source.data["right"] = vhist1
    vh2.data_source.data["right"] = -vhist2


r.data_source.selected.on_change("indices", update)

# The page
grid = gridplot([[p, pv], [ph, None]], merge_tools=False, toolbar_location=None)
grid.sizing_mode, grid.max_width = "stretch_width", 800
curdoc().add_root(grid)
