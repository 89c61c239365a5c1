"""Interaction: widgets, callbacks in the page, links between models, tabs and layouts."""

from datetime import date

from bokeh.events import ButtonClick
from bokeh.layouts import column, grid, layout, row
from bokeh.models import (
    AutocompleteInput, Button, CheckboxButtonGroup, CheckboxGroup, ColorPicker, ColumnDataSource, CustomAction, CustomJS, CustomJSHover,
    DatePicker, DateRangeSlider, DateSlider, Div, Dropdown, FileInput, GroupBox, HoverTool, InlineStyleSheet, MultiChoice, MultiSelect,
    NumericInput, OpenURL, PasswordInput, Paragraph, PointDrawTool, PreText, RadioButtonGroup, RadioGroup, RangeSlider, Select, SetValue, Slider,
    Spinner, Switch, TabPanel, Tabs, TapTool, TextAreaInput, TextInput, Toggle, Tooltip,
)
from bokeh.models.dom import HTML
from bokeh.plotting import figure


def slider_in_the_page():
    x = [i * 0.005 for i in range(4)]
    source = ColumnDataSource(data=dict(x=x, y=x))
    plot = figure(width=400, height=400, x_range=(0, 1), y_range=(0, 1))
    plot.line("x", "y", source=source, line_width=3, line_alpha=0.6)
    slider = Slider(start=0.1, end=6, value=1, step=0.1, title="power")
    callback = CustomJS(args=dict(source=source, slider=slider), code="source.data = { x: source.data.x, y: source.data.x.map((x) => x ** slider.value) }")
    slider.js_on_change("value", callback)
    return column(slider, plot)


def linked_properties():
    plot = figure(width=400, height=400)
    r = plot.scatter([1, 2, 3], [3, 2, 5], size=8)
    slider = Slider(start=0.1, end=100, step=0.1, value=8)
    slider.js_link("value", r.glyph, "size")
    range_slider = RangeSlider(start=0, end=10, value=(0, 9), title="x")
    range_slider.js_link("value", plot.x_range, "start", attr_selector=0)
    range_slider.js_link("value", plot.x_range, "end", attr_selector=1)
    return layout([[range_slider], [slider, plot]])


def selection_callback():
    s1 = ColumnDataSource(data=dict(x=[1, 2, 3], y=[3, 1, 2]))
    p1 = figure(width=400, height=400, tools="lasso_select", title="Select here")
    p1.scatter("x", "y", source=s1, alpha=0.6)
    s2 = ColumnDataSource(data=dict(x=[], y=[]))
    p2 = figure(width=400, height=400, x_range=(0, 1), y_range=(0, 1), tools="", title="Watch here")
    p2.scatter("x", "y", source=s2, alpha=0.6)
    s1.selected.js_on_change("indices", CustomJS(args=dict(s1=s1, s2=s2), code="s2.data = {x: cb_obj.indices, y: cb_obj.indices}"))
    return row(p1, p2)


def tap_opens_pages():
    p = figure(width=400, height=400, tools="tap,reset", title="Click the dots")
    source = ColumnDataSource(data=dict(x=[1, 2], y=[2, 5], color=["navy", "orange"]))
    p.scatter("x", "y", color="color", size=20, source=source)
    tap = p.select_one(TapTool)
    tap.callback = OpenURL(url="https://www.html-color-names.com/@color.php")
    p.js_on_event("tap", CustomJS(code="console.log(cb_obj.x)"))
    return p


def hover_in_the_page():
    p = figure(width=300, height=300, tools="")
    r = p.scatter([1, 2], [1, 2], size=10)
    p.add_tools(HoverTool(tooltips=[("lon", "$x{custom}")], formatters={"$x": CustomJSHover(code="return value.toFixed(2)")}, renderers=[r],
                          callback=CustomJS(code="void 0"), mode="hline"))
    p.toolbar.active_inspect = None
    return p


def every_widget():
    groups = ["Option 1", "Option 2"]
    button = Button(label="Foo", button_type="success")
    button.js_on_event(ButtonClick, CustomJS(code="console.log('clicked')"))
    toggle = Toggle(label="Foo", active=True)
    toggle.js_on_click(CustomJS(code="console.log(this.active)"))
    dropdown = Dropdown(label="Menu", button_type="warning", menu=[("Item 1", "item_1"), None, ("Item 2", "item_2")], split=True)
    return column(
        button, toggle, dropdown, CheckboxGroup(labels=groups, active=[0, 1]), RadioGroup(labels=groups, active=0), CheckboxButtonGroup(labels=groups, active=[0]),
        RadioButtonGroup(labels=groups, active=1), TextInput(value="default", title="Label:"), TextAreaInput(value="a", rows=6, title="Area"),
        PasswordInput(placeholder="..."), NumericInput(value=10, low=1, high=100, title="n", mode="int"), Spinner(low=1, high=40, step=0.5, value=4, width=80),
        Select(title="Option:", value="foo", options=["foo", "bar"]), Select(options={"A": ["a", "b"], "B": ["c"]}, value="c"), MultiSelect(value=["foo"], options=[("foo", "FOO"), ("bar", "BAR")], size=2),
        MultiChoice(value=["foo"], options=["foo", "bar"], max_items=1), AutocompleteInput(completions=["aa", "ab"], min_characters=1), ColorPicker(color="red", title="c"),
        DatePicker(title="d", value="2019-09-20", min_date="2019-08-01", max_date="2019-10-30"), Switch(active=True), Div(text="<b>x</b>", width=200), Paragraph(text="p"), PreText(text="pre"),
        FileInput(accept=".csv,.json", multiple=True), Slider(start=0, end=10, value=1, step=0.1, title="s", tooltips=False, format="0.00"),
    )


def sliders_of_dates():
    return column(
        DateRangeSlider(value=(date(2016, 1, 1), date(2016, 12, 31)), start=date(2015, 1, 1), end=date(2017, 12, 31), step=1),
        DateSlider(value=date(2016, 1, 1), start=date(2015, 1, 1), end=date(2017, 12, 31), title="d"),
    )


def tabs():
    p1 = figure(width=300, height=300)
    p1.scatter([1, 2], [6, 7], size=20, color="navy", alpha=0.5)
    p2 = figure(width=300, height=300)
    p2.line([1, 2], [6, 7], line_width=3)
    return Tabs(tabs=[TabPanel(child=p1, title="circle"), TabPanel(child=p2, title="line", disabled=True)], active=0, tabs_location="left")


def styled_widgets():
    sheet = InlineStyleSheet(css=".bk-input { color: red }")
    tooltip = Tooltip(content=HTML(html="Pick <b>one</b>"), position="right")
    return column(
        TextInput(title="styled", stylesheets=[sheet], description=tooltip), Button(label="b", stylesheets=[":host { margin: 1px }"]),
        Div(text="d", styles={"border": "1px solid black", "font-size": "200%"}, css_classes=["mine"]), GroupBox(title="box", checkable=True, child=Slider(start=0, end=1, value=0.5)),
        sizing_mode="stretch_width",
    )


def visibility_and_values():
    p = figure(width=300, height=300)
    line = p.line([1, 2], [1, 2])
    checkbox = CheckboxGroup(labels=["line"], active=[0])
    checkbox.js_on_change("active", CustomJS(args=dict(line=line), code="line.visible = this.active.includes(0)"))
    button = Button(label="hide")
    button.js_on_click(SetValue(line, "visible", False))
    p.add_tools(CustomAction(description="own", callback=CustomJS(code="void 0")))
    return grid([[checkbox, button], [p]], sizing_mode="fixed")


def editing_points():
    p = figure(x_range=(0, 10), y_range=(0, 10), tools=[], title="Point Draw Tool", width=300, height=300)
    source = ColumnDataSource({"x": [1, 5, 9], "y": [1, 5, 9], "color": ["red", "green", "yellow"]})
    r = p.scatter(x="x", y="y", source=source, color="color", size=10)
    tool = PointDrawTool(renderers=[r], empty_value="black", num_objects=4)
    p.add_tools(tool)
    p.toolbar.active_tap = tool
    return p
