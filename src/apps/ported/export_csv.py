# A table that a slider filters, and a button that saves it as a file of comma-separated values.

import pandas as pd
from bokeh.io import curdoc
from bokeh.layouts import column
from bokeh.models import (Button, ColumnDataSource, CustomJS, DataTable, NumberFormatter,
                          RangeSlider, TableColumn)

curdoc().title = "Export CSV"
# No name and no value of this table needs quotes.
DOWNLOAD = r"""
const names = Object.keys(source.data)
const lines = [names]
for (let i = 0; i < source.get_length(); i++) lines.push(names.map((name) => source.data[name][i]))
const link = document.createElement("a")
link.href = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/csv" }))
link.download = "states.csv"
link.click()
URL.revokeObjectURL(link.href)
"""

# The data
df = pd.read_csv("node_modules/vega-datasets/data/population_engineers_hurricanes.csv")
df["engineers"] = (df["population"] * df["engineers"]).round().astype(int)
names = ["state", "population", "engineers", "hurricanes"]
source = ColumnDataSource(data={name: df[name] for name in names})

# The controls
slider = RangeSlider(title="Population", start=0, end=40_000_000, value=(0, 10_000_000),
                     step=100_000, format="0,0")
button = Button(label="Download", button_type="success")
button.js_on_event("button_click", CustomJS(args=dict(source=source), code=DOWNLOAD))


def update(attr, old, new):
    least, most = slider.value
    current = df[(df["population"] >= least) & (df["population"] <= most)]
    source.data = {name: current[name] for name in names}


slider.on_change("value", update)
update(None, None, None)

# The table
formatter = NumberFormatter(format="0,0")
columns = [
    TableColumn(field="state", title="State"),
    TableColumn(field="population", title="Population", formatter=formatter),
    TableColumn(field="engineers", title="Engineers", formatter=formatter),
    TableColumn(field="hurricanes", title="Hurricanes"),
]
table = DataTable(source=source, columns=columns, height=400, sizing_mode="stretch_width", max_width=800)

# The page
curdoc().add_root(column(slider, button, table, sizing_mode="stretch_width"))
