"""Rows, columns, grids, tabs and what else holds other elements."""

from bokeh.layouts import column, grid, gridplot, layout, row
from bokeh.models import (
    BoxZoomTool,
    Button,
    Div,
    GridBox,
    GroupBox,
    HBox,
    Row,
    ScrollBox,
    Slider,
    Spacer,
    TabPanel,
    Tabs,
    VBox,
    WheelZoomTool,
)
from bokeh.plotting import figure


def _plot(**options):
    return figure(width=100, height=100, **options)


def row_of_two():
    return row(_plot(), Button(label="b"), spacing=5)


def column_of_list():
    return column([Div(text="<b>t</b>"), Slider(start=0, end=1, value=0)], width=300, name="column")


def nested():
    return row(column(Div(), Div()), column(Div(), Spacer(width=20)), sizing_mode=None)


def row_sized():
    return row(Div(), _plot(), Div(sizing_mode="fixed"), sizing_mode="stretch_width")


def layout_of_lists():
    return layout([[Div(text="a"), Div(text="b")], [Div(text="c")], Div(text="d")])


def layout_sized():
    return layout([[Div(), Div(width_policy="max")], [Div(sizing_mode="fixed"), [Div()]]], sizing_mode="stretch_width")


def gridplot_of_rows():
    p = _plot()
    return gridplot([[p, _plot(x_range=p.x_range)], [None, _plot()]], toolbar_location="right")


def gridplot_ncols():
    return gridplot([_plot(), _plot(), _plot()], ncols=2, width=150, height=120, sizing_mode="scale_width")


def gridplot_options():
    return gridplot([[_plot()]], toolbar_options={"logo": "grey", "autohide": True}, toolbar_location=None)


def gridplot_unmerged():
    return gridplot([[_plot(), _plot()]], merge_tools=False)


def gridplot_different_tools():
    one = _plot(tools="pan,wheel_zoom,save", active_scroll="wheel_zoom")
    two = _plot(tools=["pan", WheelZoomTool(dimensions="width"), BoxZoomTool()], tooltips=[("x", "$x")])
    three = _plot(tools="xpan,hover,fullscreen,save", active_drag="xpan")
    return gridplot([[one, two], [three, Div(text="no plot")]])


def gridplot_of_layouts():
    return gridplot([[column(_plot(), Div()), row(Div(), _plot())]])


def grid_of_lists():
    return grid([Div(text="1"), [[Div(text="2"), Div(text="3")], Div(text="4")]])


def grid_of_models():
    inner = column(Div(text="2"), row(Div(text="3"), Div(text="4")))
    return grid(column(Div(text="1"), row(inner, Div(text="5")), row(Div(text="6"), spacing=3)))


def grid_ncols():
    return grid([Div(text="1"), None, Div(text="2"), Div(text="3"), Div(text="4")], ncols=2, sizing_mode="stretch_both")


def grid_nrows():
    return grid([Div(), Div(), Div()], nrows=2)


def tabs():
    return Tabs(tabs=[TabPanel(child=_plot(), title="one"), TabPanel(child=Div(), title="two", closable=True)], active=1)


def boxes():
    return [
        GroupBox(title="group", child=Div(), checkable=True),
        ScrollBox(child=Div(), height=100, vertical_scrollbar="visible"),
        GridBox(children=[(Div(), 0, 0, 1, 2), (Div(), 1, 0)], spacing=(1, 2), rows="auto"),
        Row(children=[Div(align="end")]),
        HBox(children=[{"child": Div()}]),
        VBox(children=[{"child": Div()}]),
    ]
