"""One topic of the user guide each, as who has read it would write them."""

from datetime import datetime, timedelta
from math import pi

import numpy as np
from bokeh.layouts import Spacer, column, grid, gridplot, layout, row
from bokeh.models import (
    Arrow, BoxAnnotation, BoxEditTool, BoxZoomTool, Button, CDSView, CheckboxEditor, ColorBar, ColumnDataSource, CustomAction, CustomJS, CustomJSFilter,
    CustomJSHover, CustomJSTickFormatter, CustomJSTransform, DataTable, DatetimeTickFormatter, DaysTicker, Dialog, Div, EdgesAndLinkedNodes,
    FixedTicker, FreehandDrawTool, GraphRenderer, GroupBox, GroupFilter, HelpButton, HoverTool, HTMLTemplateFormatter, IndexFilter, IntEditor,
    InversionFilter, Label, LabelSet, Legend, LegendItem, LinearAxis, LinearColorMapper, LogColorMapper, LogScale, LogTicker, MonthsTicker,
    MultiLine, NodesAndAdjacentNodes, NormalHead, NumberEditor, OpenHead, PanTool, Paragraph, PointDrawTool, PolyAnnotation, PreText, PrintfTickFormatter,
    Range1d, RangeTool, ScrollBox, Scatter, SelectEditor, Slider, Slope, Span, StaticLayoutProvider, StringEditor, StringFormatter, TableColumn, TabPanel, Tabs,
    TapTool, TeeHead, TeX, Title, Tooltip, UnionFilter, VeeHead, WheelZoomTool, Whisker, WMTSTileSource, ZoomInTool, ZoomOutTool,
)
from bokeh.models.dom import HTML
from bokeh.palettes import Bright6, Category10, Category20, Cividis, Magma256, RdBu, Spectral6, Sunset, Turbo256
from bokeh.plotting import figure
from bokeh.transform import cumsum, dodge, factor_cmap, factor_hatch, factor_mark, linear_cmap, log_cmap, stack, transform


def mirrored_stacks():
    fruits = ["Apples", "Pears", "Plums"]
    exports = {"fruits": fruits, "2023": [2, 1, 4], "2024": [5, 3, 4]}
    imports = {"fruits": fruits, "2023": [-1, 0, -1], "2024": [-2, -1, -3]}
    years = ["2023", "2024"]
    p = figure(y_range=fruits, height=300, x_range=(-8, 12), title="Import and export", toolbar_location=None)
    p.hbar_stack(years, y="fruits", height=0.9, color=["#ffaa00", "#00aaff"], source=ColumnDataSource(exports),
                 legend_label=[f"{year} exports" for year in years])
    p.hbar_stack(years, y="fruits", height=0.9, color=["#774400", "#004477"], source=ColumnDataSource(imports),
                 legend_label=[f"{year} imports" for year in years])
    p.y_range.range_padding = 0.1
    p.ygrid.grid_line_color = None
    p.legend.location = "center_left"
    p.axis.minor_tick_line_color = None
    p.outline_line_color = None
    return p


def intervals():
    source = ColumnDataSource(dict(year=["2022", "2023", "2024"], fastest=[9.7, 9.6, 9.8], slowest=[10.2, 10.0, 10.1]))
    p = figure(y_range=["2022", "2023", "2024"], x_range=(9.5, 10.5), width=400, height=300, toolbar_location=None,
               title="Time spans of the sprint")
    p.hbar(y="year", left="fastest", right="slowest", height=0.4, source=source)
    p.ygrid.grid_line_color = None
    p.xaxis.axis_label = "Time (seconds)"
    p.outline_line_color = None
    return p


def donut_in_rings():
    data = dict(browser=["A", "B", "C"], share=[0.5, 0.3, 0.2], color=list(Bright6[:3]))
    data["angle"] = [share * 2 * pi for share in data["share"]]
    source = ColumnDataSource(data)
    p = figure(height=350, title="Market share", toolbar_location=None, tools="hover", tooltips="@browser: @share{0%}", x_range=(-0.5, 1.0))
    p.annular_wedge(x=0, y=1, inner_radius=0.15, outer_radius=0.25, direction="anticlock", start_angle=cumsum("angle", include_zero=True),
                    end_angle=cumsum("angle"), line_color="white", fill_color="color", legend_group="browser", source=source)
    p.annular_wedge(x=0, y=1, inner_radius=0.28, outer_radius=0.4, start_angle=[0, 120], end_angle=[90, 200], start_angle_units="deg",
                    end_angle_units="deg", color=["#ccc", "#999"])
    p.axis.axis_label = None
    p.axis.visible = False
    p.grid.grid_line_color = None
    return p


def spans_and_strips():
    p = figure(x_range=(0, 10), y_range=(0, 10), width=300, height=250)
    p.hspan(y=[2, 5], line_width=[2, 4], line_color=["red", "green"], line_dash="dashed")
    p.vspan(x=[1.5, 8], line_width=2, line_color="navy", line_alpha=0.6)
    p.hstrip(y0=[6, 8], y1=[7, 9], color=["#eef", "#fee"], line_color="black", hatch_pattern=["/", "x"], hatch_alpha=0.3)
    p.vstrip(x0=[3], x1=[4], fill_alpha=0.2, fill_color="orange")
    p.rect(x=[5, 6], y=[4, 4], width=0.8, height=[0.5, 1.5], angle=[0, 30], angle_units="deg", border_radius=4)
    p.block(x=[7, 8], y=[1, 2], width=1, height=0.5, fill_color="teal")
    return p


def time_axis():
    start = datetime(2024, 1, 1)
    days = [start + timedelta(days=7 * i) for i in range(10)]
    p = figure(x_axis_type="datetime", width=500, height=250, title="Weeks", x_range=(start, datetime(2024, 3, 10)))
    p.line(days, [i * i for i in range(10)], line_width=2)
    p.vbar(x=days, top=5, width=timedelta(days=3), alpha=0.3)
    p.xaxis.formatter = DatetimeTickFormatter(days="%d %b", months="%b %Y", context=DatetimeTickFormatter(years="%Y", days="%b"),
                                              context_which="all", context_location="above")
    p.xaxis.ticker = DaysTicker(days=list(range(1, 32, 10)))
    p.xaxis.major_label_orientation = pi / 4
    p.xgrid.ticker = MonthsTicker(months=[0, 1, 2])
    p.add_layout(BoxAnnotation(left=datetime(2024, 1, 20), right=datetime(2024, 2, 1), fill_alpha=0.1, fill_color="green"))
    p.add_layout(Span(location=datetime(2024, 2, 14), dimension="height", line_dash="dotted", line_width=3))
    p.add_layout(Label(x=datetime(2024, 2, 14), y=60, text="14 Feb", x_offset=5, background_fill_color="white"))
    return p


def tooltips_of_all_kinds():
    source = ColumnDataSource(dict(date=[datetime(2024, 1, 1), datetime(2024, 1, 2)], close=[1234.5, 1300.25], volume=[3e6, 4e6], what=["a", "b"]))
    p = figure(height=250, x_axis_type="datetime", tools="", toolbar_location=None, x_axis_label="time")
    line = p.line("date", "close", source=source, line_width=2)
    dots = p.scatter("date", "close", source=source, size=8, fill_color="white", hover_fill_color="firebrick", hover_alpha=0.5, hover_line_color="white")
    p.add_tools(HoverTool(
        tooltips=[("date", "@date{%F}"), ("close", "$@{close}{%0.2f}"), ("volume", "@volume{0.00 a}"), ("index", "$index"),
                  ("(x, y)", "($x{0.0}, $sy)"), ("fill", "$color[hex, swatch]:what")],
        formatters={"@date": "datetime", "@{close}": "printf"}, mode="vline", renderers=[line], attachment="right", line_policy="nearest"))
    p.add_tools(HoverTool(tooltips="<b>@what</b> <span style='color: red'>@close{custom}</span>", renderers=[dots], show_arrow=False,
                          formatters={"@close": CustomJSHover(code="return value.toFixed(0)")}, muted_policy="ignore"))
    return p


def table_with_editors():
    source = ColumnDataSource(dict(name=["a", "b"], count=[1, 2], share=[0.5, 0.25], kind=["x", "y"], done=[True, False]))
    columns = [
        TableColumn(field="name", title="Name", editor=StringEditor(completions=["a", "b"]), formatter=StringFormatter(font_style="bold")),
        TableColumn(field="count", title="Count", editor=IntEditor(step=5), width=60),
        TableColumn(field="share", title="Share", editor=NumberEditor(), default_sort="descending", sortable=False,
                    formatter=HTMLTemplateFormatter(template="<i><%= value %></i>")),
        TableColumn(field="kind", title="Kind", editor=SelectEditor(options=["x", "y"])),
        TableColumn(field="done", title="Done", editor=CheckboxEditor(), visible=False),
    ]
    view = CDSView(filter=IndexFilter([0, 1]))
    return DataTable(source=source, columns=columns, view=view, editable=True, selectable="checkbox", index_position=-1, index_header="row",
                     index_width=60, autosize_mode="fit_viewport", width=400, height=200, frozen_columns=1, sortable=True, reorderable=False, row_height=30)


def legend_in_columns():
    p = figure(height=300, width=500)
    x = [1, 2, 3]
    items = []
    for i, (name, color) in enumerate(zip(["one", "two", "three"], Category10[3])):
        r = p.line(x, [i, i + 1, i], color=color, line_width=2, muted_alpha=0.2)
        dots = p.scatter(x, [i, i + 1, i], color=color, size=8, muted_alpha=0.2)
        items.append((name, [r, dots]))
    legend = Legend(items=items, location="center", orientation="horizontal", ncols=2, title="Lines", click_policy="mute",
                    title_text_font_style="bold", spacing=10, padding=4, margin=2, glyph_width=30, label_text_font_size="10px", border_radius=5)
    p.add_layout(legend, "below")
    p.add_layout(Legend(items=[LegendItem(label="only the first", renderers=[items[0][1][0]], index=0)], location=(0, -30)), "right")
    p.legend.background_fill_alpha = 0.5
    return p


def logs_on_both_axes():
    x = [1, 10, 100, 1000]
    p = figure(x_axis_type="log", y_axis_type="log", x_range=(0.5, 2000), y_range=[1, 1e6], width=400, height=300, title="Powers")
    p.line(x, [v ** 2 for v in x], legend_label="x squared", line_dash=[4, 4])
    p.scatter(x, x, marker="triangle", size=10, legend_label="x")
    p.xgrid.minor_grid_line_color = "#eeeeee"
    p.xgrid.band_fill_alpha = 0.1
    p.ygrid.band_fill_color = "navy"
    p.ygrid.band_hatch_pattern = "dot"
    p.yaxis.ticker.desired_num_ticks = 4
    p.xaxis.minor_tick_in = 4
    p.yaxis.axis_label = "y"
    p.yaxis.axis_label_standoff = 20
    p.yaxis.major_tick_line_width = 3
    p.axis.axis_line_cap = "round"
    return p


def twin_axes_of_two_scales():
    p = figure(x_range=(-6, 6), y_range=(-1.1, 1.1), width=400, height=300, background_fill_color="#fafafa")
    x = [-3, 0, 3]
    p.line(x, [0, 1, 0], color="crimson", line_width=3)
    p.yaxis.axis_label = "blue"
    p.yaxis.axis_label_text_color = "crimson"
    p.extra_y_ranges["counts"] = Range1d(1, 1000)
    p.extra_y_scales["counts"] = LogScale()
    dots = p.scatter(x, [3, 30, 300], color="navy", size=8, y_range_name="counts")
    axis = LinearAxis(y_range_name="counts", axis_label="counts", ticker=LogTicker())
    axis.axis_label_text_color = "navy"
    p.add_layout(axis, "left")
    p.extra_x_ranges = {"top": Range1d(start=0, end=100)}
    p.add_layout(LinearAxis(x_range_name="top", formatter=PrintfTickFormatter(format="%d %%")), "above")
    p.add_tools(WheelZoomTool(renderers=[dots], dimensions="height"))
    p.xaxis[0].fixed_location = 0
    return p


def map_of_places():
    p = figure(x_range=(-2000000, 2000000), y_range=(1000000, 7000000), x_axis_type="mercator", y_axis_type="mercator", height=300,
               match_aspect=True, active_scroll="wheel_zoom")
    p.add_tile(WMTSTileSource(url="https://tiles.example/{Z}/{X}/{Y}.png", attribution="by nobody", max_zoom=8), alpha=0.5)
    p.scatter(x=[0, 500000], y=[6000000, 5000000], size=15, fill_color="blue", fill_alpha=0.8, name="places")
    p.multi_polygons(xs=[[[[0, 1e6, 1e6]], [[-1e6, -5e5, -5e5]]]], ys=[[[[2e6, 2e6, 3e6]], [[2e6, 2e6, 3e6]]]], fill_alpha=0.2)
    p.grid.visible = False
    return p


def graph_with_places():
    N = 5
    nodes = list(range(N))
    p = figure(x_range=(-1.2, 1.2), y_range=(-1.2, 1.2), width=350, height=350, tools="tap,hover,box_select", tooltips="index: @index")
    graph = GraphRenderer()
    graph.node_renderer.glyph = Scatter(size=20, fill_color="color")
    graph.node_renderer.selection_glyph = Scatter(size=25, fill_color="orange")
    graph.node_renderer.data_source.data = dict(index=nodes, color=list(Spectral6[:N]))
    graph.edge_renderer.data_source.data = dict(start=[0] * N, end=nodes)
    graph.edge_renderer.glyph = MultiLine(line_color="#cccccc", line_width=2)
    graph.edge_renderer.hover_glyph = MultiLine(line_color="red", line_width=4)
    places = {0: (0, 0), 1: (1, 0), 2: (0, 1), 3: (-1, 0), 4: (0, -1)}
    graph.layout_provider = StaticLayoutProvider(graph_layout=places)
    graph.selection_policy = EdgesAndLinkedNodes()
    graph.inspection_policy = NodesAndAdjacentNodes()
    p.renderers.append(graph)
    p.add_layout(LabelSet(x="x", y="y", text="name", source=ColumnDataSource(dict(x=[1.0, 0.3], y=[0.0, 0.9], name=["a", "b"])), text_align="center"))
    return p


def streamed_and_patched():
    source = ColumnDataSource(data=dict(x=[1, 2, 3], y=[10, 20, 30], s=["a", "b", "c"]))
    source.stream(dict(x=[4, 5], y=[40, 50], s=["d", "e"]), rollover=4)
    source.patch({"y": [(0, 21), (slice(2, 4), [41, 51])], "s": [(1, "C")]})
    source.add([1.5, 2.5, 3.5, 4.5], "z")
    source.data["w"] = [0, 1, 0, 1]
    source.remove("w")
    p = figure(height=200)
    p.line("x", "y", source=source)
    p.text("x", "y", text="s", source=source, x_offset=5, y_offset=-5, anchor="bottom_left", padding=3, background_fill_color="yellow",
           border_line_color="black", border_radius=3, text_outline_color="white")
    return p


def javascript_everywhere():
    source = ColumnDataSource(dict(x=[1, 2, 3, 4], y=[4, 3, 2, 1]))
    slider = Slider(start=0.1, end=4, value=1, step=0.1, title="power")
    slider.js_on_change("value", CustomJS(args=dict(source=source), code="""
        const f = cb_obj.value
        source.data = { x: source.data.x, y: Array.from(source.data.x, (x) => Math.pow(x, f)) }
    """))
    p = figure(height=250, width=400, tools="tap")
    view = CDSView(filter=CustomJSFilter(code="return [0, 2]"))
    doubled = CustomJSTransform(v_func="return xs.map((x) => 2 * x)", func="return 2 * x", args=dict(slider=slider))
    p.scatter("x", transform("y", doubled), source=source, view=view, size=12)
    p.yaxis.formatter = CustomJSTickFormatter(code="return `${tick} of ${ticks.length}`", args=dict(slider=slider))
    p.js_on_event("tap", CustomJS(code="console.log(cb_obj.x)"))
    button = Button(label="Reset", button_type="primary")
    button.js_on_click(CustomJS(args=dict(p=p), code="p.reset.emit()"))
    slider.js_link("value", p.xaxis[0], "axis_line_width")
    return row(p, column(slider, button))


def filters_combined():
    source = ColumnDataSource(dict(x=[1, 2, 3, 4], y=[1, 2, 3, 4], kind=["a", "b", "a", "c"]))
    both = UnionFilter(operands=[GroupFilter(column_name="kind", group="b"), IndexFilter(indices=[0])])
    left = figure(height=200, width=200, tools="box_select,lasso_select,help")
    left.scatter("x", "y", source=source, size=10, nonselection_alpha=0.1, selection_color="firebrick", nonselection_fill_color="grey")
    right = figure(height=200, width=200, tools=left.tools, x_range=left.x_range, y_range=left.y_range)
    right.scatter("x", "y", source=source, view=CDSView(filter=both), size=10)
    third = figure(height=200, width=200)
    third.scatter("x", "y", source=source, view=CDSView(filter=InversionFilter(operand=both)), color=factor_cmap("kind", "Category10_3", ["a", "b", "c"]),
                  marker=factor_mark("kind", ["hex", "circle_x", "square"], ["a", "b", "c"]), legend_field="kind")
    return gridplot([[left, right, third]], toolbar_location="above", toolbar_options=dict(logo="grey", autohide=True))


def color_bars_of_images():
    z = np.array([[1.0, 10.0], [100.0, 1000.0]])
    p = figure(width=350, height=250, tooltips=[("value", "@image")], x_range=(0, 2), y_range=(0, 2))
    r = p.image(image=[z], x=0, y=0, dw=2, dh=2, color_mapper=LogColorMapper(palette=Magma256, low=1, high=1000, nan_color="grey"), level="image")
    bar = r.construct_color_bar(padding=5, ticker=FixedTicker(ticks=[1, 10, 100]), width=10, title="logs")
    p.add_layout(bar, "right")
    q = figure(width=350, height=250)
    cmap = linear_cmap("v", "Cividis256", low=0, high=10, low_color="blue", high_color="red")
    dots = q.scatter("x", "y", source=dict(x=[1, 2, 3], y=[1, 2, 3], v=[0, 5, 11]), color=cmap, size=12)
    q.add_layout(dots.construct_color_bar(location=(0, 0), orientation="horizontal", display_low=2, bar_line_color="black"), "below")
    q.add_layout(ColorBar(color_mapper=LinearColorMapper(palette=RdBu[5], low=-1, high=1), major_label_overrides={-1: "cold", 1: "warm"},
                          ticker=FixedTicker(ticks=[-1, 0, 1]), label_standoff=8, border_line_color=None), "left")
    return row(p, q)


def heads_of_arrows():
    p = figure(x_range=(0, 4), y_range=(0, 4), width=300, height=300)
    for i, head in enumerate([OpenHead(line_color="firebrick", line_width=4), NormalHead(fill_color="orange", size=10), VeeHead(size=35), TeeHead()]):
        p.add_layout(Arrow(end=head, start=None if i else VeeHead(), x_start=0, y_start=i, x_end=3, y_end=i + 1, line_color=Category10[4][i]))
    p.add_layout(Arrow(end=NormalHead(), x_start="x0", y_start="y0", x_end="x1", y_end="y1", start_units="data", end_units="screen",
                       source=ColumnDataSource(dict(x0=[1, 2], y0=[3, 3], x1=[100, 120], y1=[50, 60]))))
    p.add_layout(Slope(gradient=1, y_intercept=0.5, line_color="grey", line_dash="dashdot", above_fill_color="yellow", above_fill_alpha=0.1))
    p.add_layout(PolyAnnotation(xs=[1, 2, 1.5], ys=[1, 1, 2], fill_alpha=0.2, hover_fill_color="red", editable=False))
    p.ray(x=[0.5, 1], y=0.5, length=[1, 0], angle=[0.5, 1.2], line_width=2)
    p.bezier(x0=0, y0=0, x1=3, y1=0, cx0=1, cy0=2, cx1=2, cy1=-1, line_color="purple")
    return p


def text_in_tex():
    p = figure(width=400, height=250, title=r"$$\nu = c / \lambda$$", x_axis_label=r"wavelength $$\lambda$$ [nm]")
    p.line([1, 2, 3], [1, 4, 9])
    p.yaxis.axis_label = TeX(text=r"\sqrt{x}")
    p.xaxis.ticker = [1, 2, 3]
    p.xaxis.major_label_overrides = {1: r"$$\alpha$$", 2: TeX(r"\beta"), 3: "three"}
    p.add_layout(Title(text="below", align="right", text_font_style="italic"), "below")
    p.add_layout(Title(text="two\nlines", vertical_align="middle"), "right")
    p.add_layout(Label(x=2, y=4, text=r"$$x^2$$", text_font_size="16px", angle=30, angle_units="deg"))
    return column(p, Div(text=r"A <b>div</b> with $$\pi$$", styles={"font-size": "1.2em"}), Paragraph(text=r"plain \(x\)", disable_math=True), PreText(text="$$"))


def tools_for_drawing():
    source = ColumnDataSource(dict(x=[1, 5], y=[1, 5], width=[2, 1], height=[2, 1]))
    p = figure(x_range=(0, 10), y_range=(0, 10), width=400, height=300, tools=[])
    boxes = p.rect("x", "y", "width", "height", source=source, fill_alpha=0.4)
    dots = p.scatter(x=[3], y=[3], size=12)
    lines = p.multi_line(xs=[[1, 2]], ys=[[8, 9]], line_width=3)
    point = PointDrawTool(renderers=[dots], empty_value="black", num_objects=5, description="Points")
    p.add_tools(BoxEditTool(renderers=[boxes], num_objects=3, dimensions="width"), point, FreehandDrawTool(renderers=[lines]),
                BoxZoomTool(match_aspect=True, origin="center"), ZoomInTool(factor=0.2, dimensions="width"), ZoomOutTool(maintain_focus=False), PanTool(dimensions="width"),
                CustomAction(description="say", callback=CustomJS(code="console.log(1)"), icon="settings"), TapTool(behavior="inspect"))
    p.toolbar.active_drag = point
    p.toolbar.active_tap = point
    p.toolbar.autohide = True
    p.toolbar.logo = None
    p.toolbar_location = "left"
    return p


def page_with_everything():
    tip = Tooltip(content=HTML("Choose <b>one</b>"), position="right")
    slider = Slider(start=0, end=10, value=3, title=None, tooltips=True, direction="rtl", bar_color="green")
    help_button = HelpButton(tooltip=tip)
    dialog = Dialog(title="More", content=Div(text="inside"), closable=True, close_action="hide")
    opener = Button(label="Open", icon=None, stylesheets=[":host { --color: red }"], css_classes=["wide"])
    opener.js_on_click(CustomJS(args=dict(dialog=dialog), code="dialog.show()"))
    p = figure(width=200, height=150, sizing_mode="scale_width", max_width=300, margin=(5, 10, 5, 10), align="center", aspect_ratio=2)
    p.line([0, 1], [0, 1])
    tabs = Tabs(tabs=[TabPanel(child=p, title="Plot", closable=True), TabPanel(child=Div(text="empty"), title="None", disabled=True, tooltip=tip)], tabs_location="left")
    box = GroupBox(title="Group", checkable=True, child=column(slider, help_button))
    return layout([[tabs, Spacer(width=20)], [box, ScrollBox(child=Div(text="long " * 5), height=40)], [grid([[opener], [Div(text="x")]])]], sizing_mode="stretch_width")


def range_tools_and_whiskers():
    x = list(range(10))
    source = ColumnDataSource(dict(x=x, y=[v % 4 for v in x], low=[v % 4 - 0.5 for v in x], high=[v % 4 + 0.5 for v in x]))
    p = figure(height=200, width=500, x_range=(2, 6), tools="xpan", toolbar_location=None, y_axis_location="right", lod_threshold=None, output_backend="svg")
    p.scatter("x", "y", source=source)
    error = Whisker(base="x", upper="high", lower="low", source=source, level="annotation", line_width=2)
    error.upper_head.size = 20
    error.lower_head.line_color = "red"
    p.add_layout(error)
    p.varea(x="x", y1="low", y2="high", source=source, alpha=0.2, hatch_pattern="horizontal_wave", hatch_scale=6)
    select = figure(height=80, width=500, y_range=p.y_range, y_axis_type=None, tools="", toolbar_location=None, background_fill_color="#efefef")
    tool = RangeTool(x_range=p.x_range, start_gesture="pan", x_interaction=True)
    tool.overlay.fill_color = "navy"
    tool.overlay.fill_alpha = 0.2
    select.step("x", "y", source=source, mode="after")
    select.ygrid.grid_line_color = None
    select.add_tools(tool)
    return column(p, select)


def hatched_and_grouped():
    kinds = ["a", "b", "c"]
    source = ColumnDataSource(dict(kind=kinds, low=[1, 2, 3], high=[2, 1, 2]))
    p = figure(x_range=kinds, height=250, y_range=(0, 6), title="Hatches")
    p.vbar(x="kind", top="low", width=0.6, source=source, fill_color=factor_cmap("kind", palette=Sunset[3], factors=kinds), line_color="black",
           hatch_pattern=factor_hatch("kind", patterns=["/", "@", "vertical_wave"], factors=kinds), hatch_color="white", hatch_weight=2, legend_group="kind")
    p.vbar(x=dodge("kind", 0.2, range=p.x_range), bottom=stack("low"), top=stack("low", "high"), width=0.3, source=source, color=log_cmap("high", Turbo256, 1, 3))
    p.legend.orientation = "horizontal"
    p.legend.location = "top_center"
    p.legend.title = "Kind"
    p.xaxis.separator_line_width = 2
    p.y_range.bounds = (0, 10)
    p.y_range.min_interval = 1
    return p


def stacked_lines_of_wide_data():
    years = [2020, 2021, 2022]
    data = dict(year=years, rain=[1, 2, 3], snow=[2, 1, 0])
    p = figure(width=400, height=250, x_range=(2020, 2022), y_range=(0, 6))
    p.varea_stack(["rain", "snow"], x="year", color=Category20[3][:2], source=data, legend_label=["rain", "snow"])
    p.vline_stack(["rain", "snow"], x="year", source=data, line_width=2)
    p.legend[0].items.reverse()
    p.grid.minor_grid_line_color = "#eeeeee"
    p.xaxis.ticker = years
    p.xaxis.minor_tick_line_color = None
    return p
