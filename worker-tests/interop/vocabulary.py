"""Prints documents as JSON by name: the documents of worker-tests/interop/vocabulary.test.ts, built in Python."""

import datetime
import json

import numpy as np
from bokeh import palettes
from bokeh.document import Document
from bokeh.events import ButtonClick, Tap
from bokeh.models import (
    Button,
    ColorBar,
    ColumnDataSource,
    CustomJS,
    Dropdown,
    FactorRange,
    Grid,
    Legend,
    Line,
    LinearAxis,
    LinearColorMapper,
    LinearInterpolator,
    Plot,
    Range1d,
    RangeSlider,
    Scatter,
    Slider,
    Text,
    Title,
    Toggle,
    VBar,
    Wedge,
)
from bokeh.themes import Theme, built_in_themes
from bokeh.transform import (
    cumsum,
    dodge,
    eqhist_cmap,
    factor_cmap,
    factor_hatch,
    factor_mark,
    jitter,
    linear_cmap,
    log_cmap,
    stack,
    transform,
)

FACTORS = ["a", "b"]
NESTED = [("a", "x"), ("a", "y"), ("b", "x")]


def themed_models():
    mapper = LinearColorMapper(palette=palettes.Viridis6)
    return [Plot(), LinearAxis(), Grid(), Legend(), Title(), ColorBar(color_mapper=mapper), Scatter(), Line(), Text()]


def callbacks():
    js = CustomJS(code="console.log(other)", args={"other": Range1d()})
    slider, span = Slider(start=0, end=9, value=1), RangeSlider(start=0, end=9, value=(1, 2))
    button, toggle, dropdown = Button(), Toggle(), Dropdown()
    source, plot = ColumnDataSource({"x": [1]}), Plot()
    slider.js_on_change("value", js)
    source.js_on_change("streaming", js)
    source.js_on_change("change:data", js)
    button.js_on_event(ButtonClick, js)
    button.js_on_event("button_click", js)
    button.on_click(lambda: None)
    toggle.js_on_click(js)
    dropdown.js_on_click(js)
    dropdown.on_click(lambda: None)
    plot.on_event(Tap, lambda: None)
    plot.js_on_event("pan", js)
    slider.js_link("value", plot, "width")
    span.js_link("value", plot.x_range, "start", attr_selector=0)
    return [slider, button, toggle, dropdown, span, source, plot]


def sources():
    day = datetime.datetime(2024, 2, 29)
    moment = datetime.datetime(2024, 2, 29, 12, 30, 15, 500_000)
    data = {
        "typed": np.array([1.5, np.nan], dtype="float32"),
        "image": [np.arange(6, dtype="uint32").reshape(2, 3)] * 2,
        "rows": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        "dates": [day, moment],
        "spans": [datetime.timedelta(seconds=1), datetime.timedelta(days=2)],
        "ragged": [[1], [1, 2]],
        "text": ["a", None],
    }
    source = ColumnDataSource(data)
    source.add([1, 2])
    source.add([3, 4], "own")
    source.remove("text")
    source.selected.indices = [1]
    return [source]


def mappers():
    colors = palettes.Viridis6
    return [
        Scatter(fill_color=linear_cmap("z", colors, 0, 10, low_color="gray", nan_color="black")),
        Scatter(fill_color=linear_cmap("z", colors, 0, 10)),
        Scatter(fill_color=log_cmap("z", colors, 1, 10, high_color="red")),
        Scatter(fill_color=eqhist_cmap("z", colors, 1, 10)),
        Scatter(fill_color=factor_cmap("z", palettes.Category10_3, FACTORS, end=1)),
        Scatter(fill_color=factor_cmap("z", palettes.Category10_3, NESTED, start=1, end=2)),
        Scatter(marker=factor_mark("z", ["circle", "x"], FACTORS)),
        VBar(hatch_pattern=factor_hatch("z", ["/", "x"], FACTORS)),
    ]


def transforms():
    factors = FactorRange(factors=FACTORS)
    return [
        VBar(x=dodge("x", 0.25, range=factors), top=stack("a", "b")),
        Scatter(x=jitter("x", 0.6), y=jitter("y", 0.1, mean=1, distribution="normal", range=factors)),
        Wedge(start_angle=cumsum("angle", include_zero=True), end_angle=cumsum("angle")),
        Scatter(size=transform("x", LinearInterpolator(x=[0, 1], y=[2, 3]))),
    ]


def themed(theme):
    doc = Document(theme=theme)
    for model in themed_models():
        doc.add_root(model)
    return doc


def plain(models):
    doc = Document()
    for model in models:
        doc.add_root(model)
    return doc


OWN = Theme(json={
    "attrs": {"Axis": {"axis_line_color": None}, "Scatter": {"size": 9}, "Title": {"text": "themed"}},
    "line_defaults": {"line_width": 3, "line_dash": [6, 4]},
    "fill_defaults": {"fill_alpha": 0.5},
    "text_defaults": {"text_font": "serif"},
})

recipes = {
    "callbacks": plain(callbacks()),
    "sources": plain(sources()),
    "mappers": plain(mappers()),
    "transforms": plain(transforms()),
    "own theme": themed(OWN),
    **{f"theme {name}": themed(theme) for name, theme in built_in_themes.items()},
}
print(json.dumps({name: doc.to_json(deferred=False) for name, doc in recipes.items()}))
