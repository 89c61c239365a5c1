"""DataTable with columns, formatters, editors; views and filters."""

from bokeh import models as m

DATA = {"name": ["a", "b", "c"], "x": [1.5, 2, 3], "day": [0, 86400000, 172800000], "on": [True, False, True]}


def table():
    columns = [
        m.TableColumn(field="name", title="Name", width=200, sortable=False, default_sort="descending"),
        m.TableColumn(field="x", visible=False),
    ]
    return m.DataTable(
        source=m.ColumnDataSource(DATA), columns=columns, editable=True, index_position=None, row_height=30,
        selectable="checkbox", sortable=False, autosize_mode="fit_columns", header_row=False, frozen_columns=1,
    )


def formatters():
    all_of_them = [
        m.StringFormatter(font_style="bold", text_align="right", text_color="red", nan_format="-"),
        m.NumberFormatter(format="0,0.00", language="de", rounding="ceil"),
        m.ScientificFormatter(precision=3, power_limit_high=2),
        m.BooleanFormatter(icon="check-circle"),
        m.DateFormatter(format="ISO-8601", null_format="?"),
        m.HTMLTemplateFormatter(template="<b><%= value %></b>"),
    ]
    columns = [m.TableColumn(field="x", formatter=formatter) for formatter in all_of_them]
    return m.DataTable(source=m.ColumnDataSource(DATA), columns=columns)


def editors():
    all_of_them = [
        m.StringEditor(completions=["a", "b"]), m.TextEditor(), m.SelectEditor(options=["a", "b"]), m.PercentEditor(),
        m.CheckboxEditor(), m.IntEditor(step=2), m.NumberEditor(step=0.1), m.TimeEditor(), m.DateEditor(),
    ]
    columns = [m.TableColumn(field="x", editor=editor) for editor in all_of_them]
    return m.DataTable(source=m.ColumnDataSource(DATA), columns=columns, editable=True)


def data_cube():
    source = m.ColumnDataSource(DATA)
    target = m.ColumnDataSource(data={"row_indices": [], "labels": []})
    grouping = [m.GroupingInfo(getter="name", aggregators=[m.SumAggregator(field_="x"), m.AvgAggregator(field_="x")])]
    columns = [m.TableColumn(field="name"), m.TableColumn(field="x")]
    return m.DataCube(source=source, columns=columns, grouping=grouping, target=target)


def view_of_table():
    view = m.CDSView(filter=m.BooleanFilter([True, False, True]))
    return m.DataTable(source=m.ColumnDataSource(DATA), columns=[m.TableColumn(field="x")], view=view)


def filter_index(p):
    p.scatter("x", "x", source=m.ColumnDataSource(DATA), view=m.CDSView(filter=m.IndexFilter([0, 2])))


def filter_group(p):
    view = m.CDSView(filter=m.GroupFilter(column_name="name", group="a"))
    p.scatter("x", "x", source=m.ColumnDataSource(DATA), view=view)


def filters_combined(p):
    first, second = m.IndexFilter([0, 1]), m.GroupFilter(column_name="name", group="a")
    both = m.CDSView(filter=m.IntersectionFilter(operands=[first, second]))
    one = m.CDSView(filter=m.UnionFilter(operands=[m.InversionFilter(operand=first), second]))
    source = m.ColumnDataSource(DATA)
    p.scatter("x", "x", source=source, view=both)
    p.line("x", "x", source=source, view=one)
    p.line("x", "x", source=source, view=m.CDSView(filter=m.DifferenceFilter(operands=[first, second])))
    p.line("x", "x", source=source, view=m.CDSView(filter=m.SymmetricDifferenceFilter(operands=[first, second])))


def filter_js(p):
    code = m.CustomJSFilter(code="return source.data.x.map((x) => x > 1)", args={"limit": m.Slider(start=0, end=1, value=0)})
    p.scatter("x", "x", source=m.ColumnDataSource(DATA), view=m.CDSView(filter=code))


def selection(p):
    source = m.ColumnDataSource(DATA)
    source.selected.indices = [0, 2]
    source.selection_policy = m.IntersectRenderers()
    p.scatter("x", "x", source=source)
