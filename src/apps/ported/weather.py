# A city's temperatures, day by day, smoothed or by month: the records, what is usual, and what was measured.

import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column, row
from bokeh.models import ColumnDataSource, DataRange1d, Select
from bokeh.palettes import Blues4
from bokeh.plotting import figure

curdoc().title = "Weather"
df = pd.read_csv("node_modules/vega-datasets/data/weather.csv", parse_dates=["date"])


# The data: by day of the year over four years, and one year's own
def get_dataset(city, distribution):
    days = df[df["location"] == city].set_index("date")
    same = days.groupby([days.index.month, days.index.day])
    data = pd.DataFrame({
        "record_max": same["temp_max"].transform("max"),
        "record_min": same["temp_min"].transform("min"),
        "usual_max": same["temp_max"].transform("quantile", 0.75),
        "usual_min": same["temp_min"].transform("quantile", 0.25),
        "actual_max": days["temp_max"],
        "actual_min": days["temp_min"],
    }).loc["2015"]
    step = pd.offsets.Day()
    if distribution == "Smoothed":
        data = data.rolling(21, min_periods=1).mean()
    elif distribution == "Monthly":
        data = data.resample("MS").mean()
        step = pd.offsets.MonthBegin()
    return dict(left=data.index, right=data.index + step, **data)


# The controls
city_select = Select(value="Seattle", title="City", options=["Seattle", "New York"])
distribution_select = Select(value="Discrete", title="Distribution",
                             options=["Discrete", "Smoothed", "Monthly"])

# The plot
source = ColumnDataSource(data=get_dataset(city_select.value, distribution_select.value))
plot = figure(x_axis_type="datetime", height=400, tools="", toolbar_location=None,
              sizing_mode="stretch_width", min_width=320, max_width=800)
plot.quad(top="record_max", bottom="record_min", left="left", right="right", source=source,
          color=Blues4[2], legend_label="Record")
plot.quad(top="usual_max", bottom="usual_min", left="left", right="right", source=source,
          color=Blues4[1], legend_label="Usual")
plot.quad(top="actual_max", bottom="actual_min", left="left", right="right", source=source,
          color=Blues4[0], alpha=0.5, line_color="black", legend_label="Actual")
plot.xaxis.ticker.desired_num_ticks = 4
plot.yaxis.axis_label = "Temperature (°C)"
plot.axis.axis_label_text_font_style = "bold"
plot.x_range = DataRange1d(range_padding=0)
plot.grid.grid_line_alpha = 0.3


# What the controls change
def update_plot(attr, old, new):
    plot.title.text = f"Weather data for {city_select.value}"
    source.data = get_dataset(city_select.value, distribution_select.value)


city_select.on_change("value", update_plot)
distribution_select.on_change("value", update_plot)
update_plot(None, None, None)

# The page: one below the other on a phone
controls = column(city_select, distribution_select)
curdoc().add_root(row(plot, controls, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"}))
