"""Pushes a document with plots, widgets and arrays of every kind; another session with the same id pulls the same."""

import json
import sys
from typing import Any

import numpy as np
from bokeh.client import push_session
from bokeh.document import Document
from bokeh.layouts import column
from bokeh.model import Model
from bokeh.models import ColumnDataSource, DataTable, Range1d, Select, Slider, TableColumn
from bokeh.plotting import figure
from bokeh.util.token import generate_session_id
from session import model, open_session

DTYPES = ["bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"]

arrays = {
    **{dtype: np.arange(12).astype(dtype) for dtype in DTYPES},
    "int64": np.arange(12, dtype="int64"),
    "beyond int32": np.arange(12, dtype="int64") + 2**40,
    "special": np.array([np.nan, np.inf, -np.inf, -0.0] * 3),
    "date": np.arange("2026-01-01", "2026-01-13", dtype="datetime64[D]"),
    "text": np.array(["a", "ü", "\u2028", "</script>"] * 3),
    "list": [None, True, 1, 1.5, "x", [1, [2]], {"k": "v"}, {"n": None}, 2**53 - 1, -(2**53) + 1, "", []],
}
image = {"image": [np.arange(6).astype(dtype).reshape(2, 3) for dtype in DTYPES]}
empty = {"x": np.array([], dtype="float64"), "y": []}

doc = Document(title="pushed <&> by Python")
plot = figure(x_axis_type="datetime", x_range=Range1d(0, 10), tools="pan,hover,lasso_select", tooltips="@float64")
source = ColumnDataSource(arrays, name="arrays")
plot.scatter("int32", "float64", size={"field": "uint8"}, color="#123456", alpha=0.5, legend_label="dots", source=source)
images = figure(match_aspect=True)
images.image("image", x=0, y=0, dw=1, dh=1, source=ColumnDataSource(image, name="image"))
table = DataTable(source=ColumnDataSource(empty, name="empty"), columns=[TableColumn(field="x", title="X")])
widgets = [Slider(start=-1, end=1, step=0.1, value=0.3), Select(options=[("1", "one"), ("2", "two")], value="2")]
doc.add_root(column(plot, images, *widgets, name="column"))
doc.add_root(table)

session_id = generate_session_id()
pushing = push_session(doc, session_id=session_id, url=sys.argv[1])
pulling = open_session(sys.argv[1], session_id)


def assert_same(name: str, expected: dict) -> None:
    pulled = model(pulling, ColumnDataSource, name=name).data
    assert list(pulled) == list(expected), list(pulled)
    for column_name, values in expected.items():
        np.testing.assert_equal(pulled[column_name], values, column_name)
        if column_name in DTYPES:
            assert pulled[column_name].dtype == values.dtype, column_name


# Dates have milliseconds on the wire.
arrays["date"] = arrays["date"].astype("datetime64[ms]").astype("float64")
assert_same("arrays", arrays)
assert_same("image", image)
assert_same("empty", empty)
for before, after in zip(image["image"], model(pulling, ColumnDataSource, name="image").data["image"], strict=True):
    assert before.shape == after.shape and before.dtype == after.dtype, after


def plain(value: Any) -> Any:
    """A comparable value: ids for models, lists for tuples, as on the wire, and a string for NaN."""
    match value:
        case float() if np.isnan(value):
            return "nan"
        case Model():
            return value.id
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


def attributes(document: Document) -> dict:
    models = [m for m in document.models if not isinstance(m, ColumnDataSource)]
    return {m.id: plain(m.properties_with_values(include_defaults=True)) for m in models}


pushed, pulled = attributes(doc), attributes(pulling.document)
assert pushed.keys() == pulled.keys(), pushed.keys() ^ pulled.keys()
different = [f"{id}.{name}" for id in pushed for name in pushed[id] if pushed[id][name] != pulled[id][name]]
print(json.dumps({"title": pulling.document.title, "models": len(pulled), "different": different}))
