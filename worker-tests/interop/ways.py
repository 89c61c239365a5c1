"""The results in Python of lines that users write, by the name of each line. The same lines are in ways.ts."""

import json
import warnings
from collections.abc import Callable

from bokeh.document import Document
from bokeh.layouts import column, gridplot, layout, row
from bokeh.models import (
    BooleanFilter,
    CDSView,
    ColumnDataSource,
    CustomJS,
    Div,
    FactorRange,
    GlyphRenderer,
    GroupFilter,
    HoverTool,
    IndexFilter,
    LassoSelectTool,
    Legend,
    LinearAxis,
    PanTool,
    PreText,
    Range1d,
    RangeSlider,
    Row,
    Select,
    Slider,
    Span,
    TabPanel,
    Tabs,
    Title,
    Whisker,
)
from bokeh.palettes import Viridis256
from bokeh.plotting import figure
from bokeh.themes import Theme
from bokeh.transform import cumsum, dodge, factor_cmap, jitter, linear_cmap, stack

warnings.simplefilter("ignore")
WAYS: dict[str, Callable[[], object]] = {}


def way(function: Callable[[], object]) -> None:
    WAYS[function.__name__] = function


def types(models: object) -> list[str]:
    return [type(model).__name__ for model in models]


def plain(value: object) -> object:
    """The constant of a dataspec, or the value itself."""
    return getattr(value, "value", value)


def sliders() -> Document:
    document = Document()
    document.add_root(column(Slider(start=0, end=1, value=0.5, name="x"), Slider(start=0, end=5, value=2)))
    return document


def slider() -> Slider:
    return Slider(start=0, end=10, value=1)


def source(**columns: list) -> ColumnDataSource:
    return ColumnDataSource(columns)


@way
def select_by_type_and_name():
    p = figure()
    p.line([1, 2], [3, 4], name="a")
    p.scatter([1], [2])
    return [len(p.select(type=GlyphRenderer)), types(p.select({"name": "a"})), len(p.select(LinearAxis))]


@way
def select_one():
    p = figure()
    p.line([1], [2], name="a")
    return [p.select_one({"name": "a"}) is p.renderers[0], p.select_one({"name": "b"}), p.select_one(PanTool) is None]


@way
def select_by_name_alone():
    p = figure()
    p.line([1], [2], name="a")
    return [types(p.select("a")), types(p.select("b")), type(p.select_one("a")).__name__]


@way
def set_select():
    document = sliders()
    document.set_select({"type": Slider}, {"title": "T"})
    return [one.title for one in document.select({"type": Slider})]


@way
def select_one_of_two():
    return sliders().select_one({"type": Slider})


@way
def row_by_children():
    made = row(children=[Div(), Div()], sizing_mode="stretch_width")
    return [len(made.children), made.sizing_mode, made.children[0].sizing_mode]


@way
def row_of_a_list():
    return len(row([Div(), Div()]).children)


@way
def column_with_properties():
    made = column(Div(), spacing=5, width=100)
    return [made.spacing, made.width]


@way
def gridplot_merges_tools():
    a, b = figure(), figure()
    made = gridplot([[a, b], [None, figure()]], width=100, height=80, toolbar_location="left", toolbar_options={"logo": None})
    places = [list(child[1:]) for child in made.children]
    return [type(made).__name__, places, made.toolbar_location, a.toolbar_location, b.height, made.toolbar.logo]


@way
def gridplot_without_merging():
    a = figure()
    made = gridplot([a, figure(), figure()], ncols=2, merge_tools=False)
    return [a.toolbar_location, [list(child[1:]) for child in made.children]]


@way
def layout_nested():
    made = layout([[Div(), Div()], [Div()]], sizing_mode="stretch_both")
    return [type(made).__name__, types(made.children), made.children[0].children[0].sizing_mode]


@way
def stream_with_rollover():
    made = source(x=[1, 2, 3], y=[4, 5, 6])
    made.stream({"x": [4, 5], "y": [7, 8]}, rollover=3)
    return [list(made.data["x"]), list(made.data["y"])]


@way
def stream_without_a_column():
    return source(x=[1], y=[2]).stream({"x": [4]})


@way
def stream_of_unequal_columns():
    return source(x=[1], y=[2]).stream({"x": [4], "y": [1, 2]})


@way
def patch_of_slices():
    made = source(x=list(range(10)))
    made.patch({"x": [(slice(0, 6, 2), [10, 20, 30]), (9, 99)]})
    return list(made.data["x"])


@way
def patch_beyond_the_end():
    return source(x=[1]).patch({"x": [(5, 1)]})


@way
def patch_before_the_beginning():
    return source(x=[1]).patch({"x": [(-1, 1)]})


@way
def patch_of_an_unknown_column():
    return source(x=[1]).patch({"q": [(0, 1)]})


@way
def columns_added_and_removed():
    made = source(x=[1])
    name = made.add([2])
    made.add([3], name="c")
    made.remove("x")
    return [name, made.column_names]


@way
def filters_combined():
    view = CDSView(filter=GroupFilter(column_name="x", group="a") & IndexFilter(indices=[1]))
    a, b = IndexFilter(indices=[0]), BooleanFilter(booleans=[True])
    return [*types([view.filter, a | b, ~a, a ^ b, a - b, CDSView().filter]), view.filter.operands[1].indices]


@way
def dodge_in_a_range():
    made = dodge("x", 0.25, range=FactorRange(factors=["a"]))
    return [made.field, made.transform.value, type(made.transform.range).__name__]


@way
def jitter_by_keywords():
    made = jitter("x", width=0.6, mean=1, distribution="normal")
    return [made.field, made.transform.width, made.transform.mean, made.transform.distribution]


@way
def factor_cmap_by_keywords():
    made = factor_cmap("c", palette=["red", "green"], factors=["a", "b"], start=1, end=2)
    return [made.field, made.transform.palette, made.transform.factors, made.transform.start, made.transform.nan_color]


@way
def linear_cmap_with_low_color():
    made = linear_cmap("y", ["red", "blue"], low=0, high=3, low_color="black")
    return [made.field, made.transform.low, made.transform.high, made.transform.low_color]


@way
def stack_and_cumsum():
    return [stack("a", "b").expr.fields, cumsum("a", include_zero=True).expr.include_zero]


@way
def legend_items_by_pairs():
    renderer = figure().scatter([1, 2], [1, 2])
    items = Legend(items=[("a", [renderer]), ("b", [renderer])]).items
    return [plain(item.label) for item in items]


@way
def legend_labels_shared():
    p = figure()
    p.line([1], [2], legend_label="a")
    p.scatter([1], [2], legend_label="a")
    p.line([1], [2], legend_label="b")
    return [len(p.legend), [len(item.renderers) for item in p.legend[0].items]]


@way
def click_policy_without_a_legend():
    p = figure()
    p.legend.click_policy = "hide"
    return len(p.legend)


@way
def span_in_data_units():
    made = Span(location=3, dimension="height")
    return [made.location, made.location_units, made.line_color]


@way
def whisker_with_heads():
    made = Whisker(base="x", upper="u", lower="l", source=source(x=[1], u=[2], l=[0]))
    return [type(made.upper_head).__name__, plain(made.upper_head.size), made.dimension]


@way
def active_tools():
    p = figure(tools="pan,wheel_zoom,tap", active_scroll="wheel_zoom")
    return [type(p.toolbar.active_scroll).__name__, p.toolbar.active_drag]


@way
def active_tool_that_is_not_there():
    return figure(tools="pan", active_drag="box_zoom")


@way
def add_tools_in_their_order():
    p = figure(tools="pan")
    p.add_tools("hover", LassoSelectTool())
    return types(p.tools)


@way
def tools_given_by_name_and_as_models():
    return types(figure(tools=["pan", LassoSelectTool(), "hover"]).tools)


@way
def tooltips_bring_a_hover_tool():
    p = figure(tools="pan", tooltips="@x")
    p.hover.tooltips = [("a", "@y")]
    return [types(p.tools), p.hover[0].tooltips[0][1]]


@way
def tooltips_by_keys():
    return list(dict(HoverTool(tooltips={"a": "@x"}).tooltips).items())


@way
def theme_by_name():
    document, p = Document(), figure()
    document.add_root(p)
    document.theme = "dark_minimal"
    return [p.background_fill_color, p.axis[0].major_label_text_color]


@way
def theme_by_json():
    document, p = Document(), figure(title="t")
    document.add_root(p)
    attrs = {"Title": {"text_color": "red"}, "figure": {"background_fill_color": "#123456"}}
    document.theme = Theme(json={"attrs": attrs})
    return [p.title.text_color, p.background_fill_color]


@way
def on_change_with_two_callbacks():
    heard, made = [], slider()
    made.on_change("value", lambda attr, old, new: heard.append([attr, old, new]))
    made.on_change("value", lambda attr, old, new: heard.append("second"))
    made.value = 3
    made.value = 3
    return heard


@way
def on_change_with_one_callback_twice():
    heard, made = [], slider()

    def hear(attr, old, new):
        heard.append(new)

    made.on_change("value", hear)
    made.on_change("value", hear, hear)
    made.value = 3
    return heard


@way
def on_event_by_name():
    p = figure()
    p.on_event("tap", lambda _event: None)
    return sorted(p.subscribed_events)


@way
def throttled_value_before_a_release():
    return [slider().value_throttled, RangeSlider(start=0, end=1, value=(0, 1)).value_throttled]


@way
def js_link_of_an_item():
    made = RangeSlider(start=0, end=1, value=(0, 1))
    made.js_link("value", Range1d(), "start", attr_selector=0)
    return made.js_property_callbacks["change:value"][0].code


@way
def js_on_change_by_attribute():
    made = slider()
    made.js_on_change("value", CustomJS(code="1"))
    return list(made.js_property_callbacks)


@way
def tabs_of_panels():
    made = Tabs(tabs=[TabPanel(child=Div(), title="a"), TabPanel(child=PreText(text="b"), title="b")])
    return [[tab.title for tab in made.tabs], made.active, made.tabs[1].child.text]


@way
def ranges_from_lists():
    factors, numbers = figure(x_range=["a", "b"]).x_range, figure(x_range=(0, 5)).x_range
    return [factors.factors, numbers.start, numbers.end]


@way
def width_that_is_no_whole_number():
    return figure(width=300.5)


@way
def alpha_beyond_one():
    return Title(text_alpha=2)


@way
def options_by_pairs():
    made = Select(options=["a", ("b", "B")], value="z")
    return [made.options[0], list(made.options[1]), made.value]


@way
def title_set_as_a_string():
    p = figure(title="x")
    p.title = "y"
    return [type(p.title).__name__, p.title.text]


@way
def axes_set_at_once():
    p = figure()
    p.axis.axis_label = "L"
    return [p.xaxis[0].axis_label, p.yaxis[0].axis_label, p.xaxis.axis_label]


@way
def axis_left_out():
    p = figure(x_axis_location=None)
    return [len(p.xaxis), len(p.yaxis)]


@way
def grids_set_at_once():
    p = figure()
    p.grid.visible = False
    p.xgrid.grid_line_color = None
    return [p.ygrid[0].visible, p.xgrid[0].grid_line_color]


@way
def second_axis():
    p = figure()
    p.extra_y_ranges["q"] = Range1d(0, 1)
    p.add_layout(LinearAxis(y_range_name="q"), "right")
    return [len(p.right), len(p.yaxis), p.line([1], [2], y_range_name="q").y_range_name]


@way
def data_beside_a_source():
    return figure().line([1], "y", source=source(y=[1]))


@way
def colors_of_states():
    renderer = figure().scatter([1], [2], color="blue", hover_color="red", nonselection_alpha=0.3)
    alpha = plain(renderer.nonselection_glyph.fill_alpha)
    return [plain(renderer.hover_glyph.fill_color), alpha, renderer.selection_glyph]


@way
def stacks():
    p = figure()
    data = source(x=[1], a=[1], b=[2])
    made = p.vbar_stack(["a", "b"], x="x", width=0.5, source=data, legend_label=["A", "B"], color=["red", "blue"])
    return [[renderer.name for renderer in made], len(p.legend.items)]


@way
def root_added_twice():
    document, made = Document(), Div()
    document.add_root(made)
    document.add_root(made)
    return len(document.roots)


@way
def root_of_two_documents():
    made = Div()
    Document().add_root(made)
    return Document().add_root(made)


@way
def root_moved_to_another_document():
    first, second, made = sliders(), sliders(), Div()
    first.add_root(Row(children=[made]))
    first.remove_root(first.roots[1])
    second.add_root(made)
    second.clear()
    first.add_root(made)
    return [len(first.roots), len(second.roots), first.select_one({"type": Div}) is made]


@way
def two_of_one_name():
    document = Document()
    document.add_root(Div(name="a"))
    document.add_root(Div(name="a"))
    return document.get_model_by_name("a")


@way
def color_bar_of_a_renderer():
    renderer = figure().scatter([1], [2], color=linear_cmap("x", Viridis256, 0, 1))
    bar = renderer.construct_color_bar(title="t")
    return [bar.title, type(bar.color_mapper).__name__, len(bar.color_mapper.palette)]


@way
def clone_of_a_widget():
    made = slider()
    return [made.clone().value, made.clone() is made]


@way
def sizes_of_a_figure():
    p = figure(sizing_mode="stretch_width", height=200)
    return [p.width, p.height, p.sizing_mode]


def result(function: Callable[[], object]) -> object:
    try:
        return function()
    except (AttributeError, RuntimeError, TypeError, ValueError):
        return "refused"


print(json.dumps({name: result(function) for name, function in WAYS.items()}))
