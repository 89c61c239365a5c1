"""What server apps build, and what their callbacks then change: filters, streams, tabs, ranges, labels; glyphs that are seldom used."""

import datetime as dt

from bokeh.layouts import column, row
from bokeh.models import (
    BoxAnnotation, BoxEditTool, Button, CDSView, ColorBar, ColumnDataSource, DataRange1d, DataTable, Div, Dropdown, FactorRange, GroupFilter,
    HoverTool, IndexFilter, Label, LinearAxis, LogColorMapper, MultiSelect, NumericInput, PrintfTickFormatter, Range1d, RangeSlider, Select,
    SizeBar, Slider, TabPanel, TableColumn, Tabs, TextInput, Toggle,
)
from bokeh.palettes import Cividis256, Set2_3
from bokeh.plotting import figure
from bokeh.transform import factor_cmap


def filtered_dashboard():
    source = ColumnDataSource(dict(city=["Oslo", "Rome", "Oslo"], year=[1, 2, 3], sales=[5, 3, 8]))
    by_city = GroupFilter(column_name="city", group="Rome")
    view = CDSView(filter=by_city)
    p = figure(height=200, width=300, tools="box_select,reset")
    p.vbar(x="year", top="sales", width=0.8, source=source, view=view, fill_color=factor_cmap("city", Set2_3, ["Oslo", "Rome"]))
    table = DataTable(source=source, view=view, columns=[TableColumn(field="city"), TableColumn(field="sales", title="Sales")], width=300)
    select = Select(title="City", options=["Oslo", "Rome"], value="Rome")
    total = Div(text="")

    def show(attr, old, new):
        by_city.group = new
        sales = [s for c, s in zip(source.data["city"], source.data["sales"]) if c == new]
        total.text = f"{old} to {new}: {sum(sales)}"

    select.on_change("value", show)
    select.value = "Oslo"
    return column(select, row(p, table), total)


def growing_line():
    source = ColumnDataSource(dict(t=[0, 1], y=[1.0, 2.0]))
    p = figure(width=400, height=200, x_axis_label="t", y_range=(0, 10))
    p.x_range.follow = "end"
    p.x_range.follow_interval = 3
    p.x_range.range_padding = 0
    r = p.line("t", "y", source=source, line_width=2)
    for t in range(2, 6):
        source.stream(dict(t=[t], y=[t + 1.5]), rollover=4)
    r.data_source.patch(dict(y=[(0, 9.0), (slice(1, 3), [8.0, 7.0])]))
    r.glyph.line_color = "firebrick"
    return p


def stepped_by_slider():
    years = {2000: [3, 1], 2010: [4, 2]}
    source = ColumnDataSource(dict(x=[1, 2], y=years[2000]))
    p = figure(width=300, height=200, title="2000", y_range=(0, 5))
    p.scatter("x", "y", source=source, size=20)
    label = Label(x=1.1, y=0.5, text="2000", text_font_size="40px", text_color="#eee")
    p.add_layout(label)
    slider = Slider(start=2000, end=2010, value=2000, step=10)
    button = Button(label="Play", width=60)

    def update(attr, old, new):
        source.data = dict(x=[1, 2], y=years[new])
        label.text = p.title.text = str(new)
        button.label = "Pause" if new > old else "Play"

    slider.on_change("value", update)
    slider.value = 2010
    return column(p, row(slider, button))


def tabs_and_their_titles():
    plots = [figure(width=200, height=150) for _ in range(2)]
    plots[0].varea(x=[1, 2, 3], y1=[0, 0, 0], y2=[1, 3, 2], alpha=0.5)
    plots[1].harea(y=[1, 2, 3], x1=[0, 0, 0], x2=[1, 3, 2], hatch_pattern="vertical_line")
    tabs = Tabs(tabs=[TabPanel(child=p, title=f"tab {i}") for i, p in enumerate(plots)])
    tabs.on_change("active", lambda attr, old, new: setattr(tabs.tabs[new], "title", f"open after {old}"))
    tabs.active = 1
    tabs.tabs.append(TabPanel(child=Div(text="last"), title="more", closable=True))
    return tabs


def ranges_by_slider():
    p = figure(width=300, height=200, x_range=Range1d(0, 10, bounds=(0, 20)), tools="xpan,xwheel_zoom")
    p.extra_y_ranges["right"] = DataRange1d(only_visible=True)
    one = p.line([0, 10], [0, 1])
    two = p.line([0, 10], [100, 0], y_range_name="right", line_dash="dotdash")
    p.extra_y_ranges["right"].renderers = [two]
    p.y_range.renderers = [one]
    p.add_layout(LinearAxis(y_range_name="right", axis_label="right"), "right")
    slider = RangeSlider(start=0, end=20, value=(0, 10), step=1, title="x")

    def zoom(attr, old, new):
        p.x_range.start, p.x_range.end = new

    slider.on_change("value", zoom)
    slider.value = (2, 8)
    return column(slider, p)


def strips_and_spans():
    p = figure(width=300, height=250, x_range=(0, 10), y_range=(0, 10))
    p.hstrip(y0=[1, 5], y1=[2, 6], fill_color="lightblue", hatch_pattern="dot")
    p.vstrip(x0=[3], x1=[4], line_color=None, alpha=0.3)
    p.hspan(y=[8], line_width=[3], line_color="red")
    p.vspan(x=[9], line_dash="dashed")
    p.ngon(5, 5, radius=1, angle=20, angle_units="deg", n=5)
    p.bezier(1, 1, 9, 9, 1, 9, 9, 1, line_color="green")
    p.ray(x=[5], y=[5], length=3, angle=[45], angle_units="deg")
    p.annular_wedge(5, 5, inner_radius=0.5, outer_radius=1, start_angle=0, end_angle=90, start_angle_units="deg", end_angle_units="deg")
    return p


def heat_by_groups():
    factors = [("a", "x"), ("a", "y"), ("b", "x")]
    source = ColumnDataSource(dict(f=factors, day=["Mon", "Tue", "Mon"], n=[1, 10, 1000]))
    mapper = LogColorMapper(palette=Cividis256, low=1, high=1000, nan_color="white")
    p = figure(x_range=FactorRange(*factors, group_padding=0.5), y_range=["Tue", "Mon"], width=350, height=250, x_axis_location="above")
    p.rect("f", "day", 1, 1, source=source, fill_color={"field": "n", "transform": mapper}, line_color="white")
    p.add_layout(ColorBar(color_mapper=mapper, formatter=PrintfTickFormatter(format="%d"), label_standoff=6, border_line_color=None), "left")
    p.xaxis.group_text_font_style = "bold"
    p.xaxis.separator_line_alpha = 0
    p.grid.grid_line_color = None
    p.axis.major_tick_line_color = None
    p.add_tools(HoverTool(tooltips=[("day", "@day"), ("n", "@n{0,0}")]))
    return p


def sizes_told():
    p = figure(width=400, height=300, x_range=(0, 5), y_range=(0, 5), match_aspect=True)
    r = p.circle([1, 2, 4], [1, 3, 2], radius=[0.2, 0.5, 0.9], fill_alpha=0.4, name="bubbles")
    p.add_layout(SizeBar(renderer=r, title="Radius", width="max"), "below")
    p.select(name="bubbles").glyph.line_color = "navy"
    p.add_layout(BoxAnnotation(left=1, right=2, fill_alpha=0.1, movable="x", resizable="all"))
    boxes = p.quad([3], [4], [2], [1], alpha=0.5)
    p.add_tools(BoxEditTool(renderers=[boxes], num_objects=2))
    return p


def days_with_gaps():
    days = [dt.datetime(2024, 1, d) for d in (1, 2, 3, 4)]
    p = figure(width=350, height=200, x_axis_type="datetime", x_range=(days[0], dt.datetime(2024, 1, 5)))
    p.step(days, [1, float("nan"), 3, 2], mode="after", legend_label="steps")
    p.segment(days, [0] * 4, days, [1, 2, 3, 2], line_color="gray")
    p.legend.location = "top_left"
    p.xaxis.ticker.desired_num_ticks = 4
    p.xaxis.formatter.days = "%a"
    p.x_range.end = dt.datetime(2024, 1, 6)
    p.title = "Days"
    p.title.text_font_size = "10pt"
    return p


def form_that_answers():
    name = TextInput(title="Name")
    age = NumericInput(value=30, low=0, high=120, mode="int")
    kinds = MultiSelect(options=[("a", "A"), ("b", "B")], value=["a"], size=3)
    more = Toggle(label="More", active=False)
    menu = Dropdown(label="Do", menu=[("Save", "save"), None, ("Quit", "quit")], split=True)
    out = Div(text="", visible=False)

    def answer(attr, old, new):
        out.update(text=f"{name.value}, {age.value}: {'/'.join(kinds.value)}", visible=True)
        more.label = "Less" if more.active else "More"

    for widget, attr in [(name, "value"), (age, "value"), (kinds, "value"), (more, "active")]:
        widget.on_change(attr, answer)
    name.value = "Ann"
    kinds.value = kinds.value + ["b"]
    more.active = True
    age.value += 1
    view = CDSView(filter=IndexFilter([0]))
    p = figure(width=200, height=150)
    p.scatter([1, 2], [1, 2], view=view)
    return column(row(name, age), kinds, row(more, menu), out, p)
