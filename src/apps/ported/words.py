# A button that adds words at random places: what is streamed is added to what is there.

from random import uniform

from bokeh.io import curdoc
from bokeh.layouts import column
from bokeh.models import Button, ColumnDataSource
from bokeh.palettes import Set2
from bokeh.plotting import figure

curdoc().title = "Words"
WORDS = ["tide", "current", "wave", "shoal", "reef", "foam"]

# The plot
plot = figure(height=400, x_range=(0, 100), y_range=(0, 100), toolbar_location=None,
              sizing_mode="stretch_width", min_width=320, max_width=600)
plot.outline_line_color = None
plot.grid.grid_line_color = None
source = ColumnDataSource(data=dict(x=[], y=[], text=[], color=[]))
plot.text("x", "y", "text", source=source, text_color="color", text_font_size="26px",
          text_baseline="middle", text_align="center")

# What the button does
count = 0


def add_word():
    global count
    word, color = WORDS[count % len(WORDS)], Set2[3][count % 3]
    source.stream(dict(x=[uniform(15, 85)], y=[uniform(15, 85)], text=[word], color=[color]))
    count += 1


button = Button(label="Another word")
button.on_click(add_word)

# The page
curdoc().add_root(column(button, plot, sizing_mode="stretch_width"))
