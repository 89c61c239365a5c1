# A scatter plot of records that sliders, menus and words choose among, as Bokeh's movies: here birds that met planes.

import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import ColumnDataSource, Div, Select, Slider, TextInput
from bokeh.plotting import figure

curdoc().title = "Movies"

# The records
df = pd.read_csv("node_modules/vega-datasets/data/birdstrikes.csv", keep_default_na=False)
df = df[df["Speed IAS in knots"] != ""].astype({"Speed IAS in knots": int})
df["Year"] = df["Flight Date"].str[:4].astype(int)
AXES = {
    "Speed (knots)": "Speed IAS in knots",
    "Total cost ($)": "Cost Total $",
    "Repair cost ($)": "Cost Repair",
    "Year": "Year",
}

# The controls
phases = ["All", *df["Phase of flight"].unique()]
min_cost = Slider(title="Least cost ($)", value=1000, start=0, end=100_000, step=1000)
min_year = Slider(title="From year", value=1990, start=1990, end=2002, step=1)
max_year = Slider(title="To year", value=2002, start=1990, end=2002, step=1)
phase = Select(title="Phase of flight", value="All", options=phases)
species = TextInput(title="Species contains")
airport = TextInput(title="Airport contains")
x_axis = Select(title="X Axis", value="Speed (knots)", options=list(AXES))
y_axis = Select(title="Y Axis", value="Total cost ($)", options=list(AXES))

# The plot
source = ColumnDataSource(data=dict(x=[], y=[], color=[], species=[], airport=[], cost=[]))
tooltips = [("Species", "@species"), ("Airport", "@airport"), ("$", "@cost{0,0}")]
p = figure(height=500, title="", toolbar_location=None, tooltips=tooltips,
           sizing_mode="stretch_width", min_width=320)
p.scatter("x", "y", source=source, size=7, color="color", line_color=None, fill_alpha=0.7)


# What the controls change
def select_strikes():
    selected = df[
        (df["Cost Total $"] >= min_cost.value)
        & (df["Year"] >= min_year.value)
        & (df["Year"] <= max_year.value)
        & df["Wildlife Species"].str.contains(species.value, case=False, regex=False)
        & df["Airport Name"].str.contains(airport.value, case=False, regex=False)
    ]
    return selected if phase.value == "All" else selected[selected["Phase of flight"] == phase.value]


def update():
    strikes = select_strikes()
    p.xaxis.axis_label = x_axis.value
    p.yaxis.axis_label = y_axis.value
    p.title.text = f"{len(strikes)} strikes selected"
    source.data = dict(
        x=strikes[AXES[x_axis.value]],
        y=strikes[AXES[y_axis.value]],
        color=["royalblue" if time == "Night" else "orange" for time in strikes["Time of day"]],
        species=strikes["Wildlife Species"],
        airport=strikes["Airport Name"],
        cost=strikes["Cost Total $"],
    )


controls = [min_cost, min_year, max_year, phase, species, airport, x_axis, y_axis]
for control in controls:
    control.on_change("value", lambda attr, old, new: update())
update()

# The page: one below the other on a phone
desc = Div(text="<h1>Birds and planes</h1><p>By the Federal Aviation Administration</p>")
inputs = column(*controls, width=320)
plots = row(inputs, p, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"})
curdoc().add_root(column(desc, plots, sizing_mode="stretch_width"))
