# Two series against each other, with linked plots and the statistics of what is selected: here jobs by sector.

import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import ColumnDataSource, PreText, Select
from bokeh.plotting import figure

curdoc().title = "Stocks"
SECTORS = ["construction", "manufacturing", "retail_trade", "information", "government"]
table = pd.read_csv("node_modules/vega-datasets/data/us-employment.csv", parse_dates=["month"])


# The data: two series, joined by month
def load_sector(name):
    df = pd.DataFrame({"jobs": table[name].to_numpy()}, index=table["month"])
    df["change"] = 100 * df["jobs"].pct_change()
    return df


def get_data(t1, t2):
    data = load_sector(t1).join(load_sector(t2), lsuffix="1", rsuffix="2").dropna()
    return dict(month=data.index, jobs1=data["jobs1"], jobs2=data["jobs2"],
                change1=data["change1"], change2=data["change2"])


def others(name):
    return [sector for sector in SECTORS if sector != name]


# The controls
ticker1 = Select(value="construction", options=others("manufacturing"))
ticker2 = Select(value="manufacturing", options=others("construction"))
stats = PreText(text="", sizing_mode="stretch_width", styles={"overflow-x": "auto"})

# The plots
source = ColumnDataSource(data=get_data(ticker1.value, ticker2.value))
corr = figure(width=320, height=320, tools="pan,wheel_zoom,box_select,reset", active_drag="box_select")
corr.scatter("change1", "change2", size=4, source=source, selection_color="orange", alpha=0.6)

tools = "pan,wheel_zoom,xbox_select,reset"
ts1 = figure(height=200, tools=tools, active_drag="xbox_select", x_axis_type="datetime",
             sizing_mode="stretch_width", max_width=900)
ts1.line("month", "jobs1", source=source)
ts1.scatter("month", "jobs1", size=3, source=source, selection_color="orange")
ts2 = figure(height=200, tools=tools, active_drag="xbox_select", x_axis_type="datetime",
             sizing_mode="stretch_width", max_width=900)
ts2.x_range = ts1.x_range
ts2.line("month", "jobs2", source=source)
ts2.scatter("month", "jobs2", size=3, source=source, selection_color="orange")


# What the controls change
def update_stats():
    changes = pd.DataFrame({ticker1.value: source.data["change1"], ticker2.value: source.data["change2"]})
    selected = source.selected.indices
    stats.text = str((changes.iloc[selected] if selected else changes).describe())


def update():
    source.data = get_data(ticker1.value, ticker2.value)
    corr.title.text = f"{ticker1.value} vs. {ticker2.value}"
    ts1.title.text, ts2.title.text = ticker1.value, ticker2.value
    update_stats()


def change_ticker1(attr, old, new):
    ticker2.options = others(new)
    update()


def change_ticker2(attr, old, new):
    ticker1.options = others(new)
    update()


ticker1.on_change("value", change_ticker1)
ticker2.on_change("value", change_ticker2)
source.selected.on_change("indices", lambda attr, old, new: update_stats())
update()

# The page: one below the other on a phone
widgets = column(ticker1, ticker2, stats, sizing_mode="stretch_width", min_width=320, max_width=500)
top = row(corr, widgets, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"})
curdoc().add_root(column(top, ts1, ts2, sizing_mode="stretch_width"))
