"""What browsers run, and what asks the server."""

from bokeh import models as m
from bokeh.document import Document

DATA = {"x": [1, 2, 3], "y": [4, 6, 5], "url": ["a", "b", "c"]}


def on_change():
    slider, div = m.Slider(start=0, end=10, value=1), m.Div()
    slider.js_on_change("value", m.CustomJS(args={"div": div}, code="div.text = `${cb_obj.value}`"))
    return slider, div


def on_change_of_signal():
    source = m.ColumnDataSource(DATA)
    source.js_on_change("streaming", m.CustomJS(code="console.log(cb_obj)"))
    source.js_on_change("patching", m.CustomJS(code="console.log(cb_obj)", module=False))
    return source


def linked():
    slider, spinner = m.Slider(start=0, end=10, value=1), m.Spinner()
    slider.js_link("value", spinner, "value")
    return slider, spinner


def linked_part():
    slider, switch = m.RangeSlider(start=0, end=10, value=(1, 2)), m.Slider(start=0, end=10, value=1)
    slider.js_link("value", switch, "value", attr_selector=0)
    return slider, switch


def on_click():
    button, dropdown = m.Button(label="b"), m.Dropdown(menu=["a", None, ("B", "b")])
    button.js_on_click(m.CustomJS(code="alert(1)"))
    dropdown.js_on_event("menu_item_click", m.CustomJS(code="console.log(this.item)"))
    return button, dropdown


def on_event(p):
    p.js_on_event("tap", m.CustomJS(code="console.log(cb_obj.x)"))
    p.js_on_event("rangesupdate", m.CustomJS(code="1"), m.CustomJS(code="2"))


def on_document_event():
    document = Document()
    document.js_on_event("document_ready", m.CustomJS(code="console.log('ready')"))
    document.add_root(m.Div())
    return document


def server_listens(p):
    p.on_event("tap", print)
    p.on_event("reset", print)


def tap_opens(p):
    p.scatter("x", "y", source=m.ColumnDataSource(DATA))
    p.add_tools(m.TapTool(callback=m.OpenURL(url="https://bokeh.org/@url", same_tab=True), behavior="inspect"))


def values_set():
    div, button = m.Div(text="a"), m.Button()
    button.js_on_click(m.SetValue(obj=div, attr="text", value="b"))
    button.js_on_click(m.ToggleVisibility(target=div))
    return div, button


def dialogs():
    dialog, button = m.Dialog(title="Hello", content=m.Div(text="there"), closable=False), m.Button()
    button.js_on_click(m.OpenDialog(dialog=dialog))
    close = m.Button(label="close")
    close.js_on_click(m.CloseDialog(dialog=dialog))
    return button, close


def actions(p):
    p.add_tools(m.CustomAction(description="do it", icon="redo", callback=m.CustomJS(code="alert(1)")))
    p.add_tools(m.ExamineTool(), m.HelpTool(redirect="https://bokeh.org"))


def hover_in_js(p):
    formatter = m.CustomJSHover(args={"n": m.Div()}, code="return `${value}`")
    p.add_tools(m.HoverTool(tooltips=[("x", "@x{custom}")], formatters={"@x": formatter, "@y": "printf"}))


def hover_calls(p):
    p.add_tools(m.HoverTool(callback=m.CustomJS(code="console.log(cb_data.index)"), mode="vline"))


def ticks_in_js(p):
    p.xaxis.ticker = m.CustomJSTicker(major_code="return [1, 2]", minor_code="return [1.5]")
    p.xaxis.formatter = m.CustomJSTickFormatter(args={"unit": "m"}, code="return tick + unit")
    p.yaxis.major_label_policy = m.CustomLabelingPolicy(code="return indices")


def sorted_in_js():
    source = m.ColumnDataSource(DATA)
    columns = [
        m.TableColumn(field="x", sorter=m.CustomJSCompare(code="return x - y")),
        m.TableColumn(field="y", sorter=m.NanCompare(ascending_first=True)),
    ]
    return m.DataTable(source=source, columns=columns)


def ranges_call(p):
    p.x_range.js_on_change("start", m.CustomJS(args={"p": p}, code="p.title.text = `${cb_obj.start}`"))
