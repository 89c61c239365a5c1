"""Saves a document as JSON, or with a file, checks that the document saved there is the same one."""

import json
import sys

import numpy as np
from bokeh.core.serialization import Serializer
from bokeh.document import Document
from bokeh.embed import json_item
from bokeh.layouts import column
from bokeh.models import ColumnDataSource, CustomJS, Div, Slider
from bokeh.palettes import Viridis256
from bokeh.plotting import figure
from bokeh.themes import built_in_themes
from bokeh.transform import linear_cmap


def build() -> Document:
    doc = Document(title="saved by Python", theme=built_in_themes["dark_minimal"])
    data = {
        "x": np.array([1.0, np.nan, 3.0]),
        "y": [1, 2, 3],
        "image": [np.arange(6, dtype="uint8").reshape(2, 3)] * 3,
        "date": np.arange("2026-01-01", "2026-01-04", dtype="datetime64[D]"),
    }
    source = ColumnDataSource(data, name="source")
    plot = figure(title="A plot", x_axis_type="datetime", tools="pan,hover", tooltips="@y")
    plot.scatter("date", "y", color=linear_cmap("y", Viridis256, 1, 3), legend_label="dots", source=source)
    plot.line("date", "x", line_dash="dashed", source=source)
    slider = Slider(name="slider", start=0, end=10, value=1)
    slider.js_link("value", plot, "width")
    doc.add_root(column(slider, Div(name="div"), plot))
    doc.js_on_event("document_ready", CustomJS(code="console.log(plot)", args={"plot": plot}))
    return doc


def content(saved: dict) -> dict:
    """All models by id, with all properties including defaults."""
    doc = Document.from_json(saved)
    serializer = Serializer(references=set(doc.models), deferred=False)
    models = {
        model.id: (type(model).__name__, serializer.encode(model.properties_with_values())) for model in doc.models
    }
    return {"title": doc.title, "roots": [root.id for root in doc.roots], "models": models}


if len(sys.argv) == 1:
    doc = build()
    print(json.dumps({"doc": doc.to_json(deferred=False), "item": json_item(doc.roots[0])}))
else:
    with open(sys.argv[1], encoding="utf-8") as file:
        before, after = map(content, json.load(file))
    assert after == before, json.dumps([before, after])
    print(json.dumps(len(after["models"])))
