"""Python's values as TypeScript, as a user would write them by hand."""

import datetime as dt
import json
import math
import re
from enum import Enum

import bokeh.palettes
import numpy as np
import pandas as pd
from bokeh.colors import Color
from bokeh.core.property.vectorization import Expr, Field, Unspecified, Value
from bokeh.model import DataModel, Model
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure
from bokeh.util.hex import HexBinResult
from xyzservices import TileProvider

from .recorder import GiveUp

EPOCH = dt.datetime(1970, 1, 1)
# Properties of pickers that are times of day.
PICKED = ("value", "min_time", "max_time")
PALETTES = {name for name in dir(bokeh.palettes) if re.match(r"[A-Z]\w*\d+$", name)}
ARRAYS = {
    "f4": "Float32Array",
    "f8": "Float64Array",
    "u1": "Uint8Array",
    "i1": "Int8Array",
    "u2": "Uint16Array",
    "i2": "Int16Array",
    "u4": "Uint32Array",
    "i4": "Int32Array",
    "b1": "Uint8Array",
    "f2": "Float32Array",
}
# Those of bokeh.models.dom whose names other models have, too.
DOM_NAMES = {"HTML", "Index", "Placeholder", "TableRow", "ColorRef", "ValueOf", "ValueRef"}


class Writer:
    def __init__(self, recorder):
        self.recorder = recorder

    def write(self, value, of=None):
        """@param of the property that the value is for"""
        known = self.recorder.expression(value)
        if known is not None:
            return known
        for kinds, write in WRITERS:
            if isinstance(value, kinds) and not isinstance(value, TileProvider):
                return write(self, value, of)
        if type(value).__name__.endswith("GroupBy"):
            return self._group(value, of)
        if isinstance(value, TileProvider):
            return self._tiles(value)
        if callable(value):
            return "() => undefined"
        if isinstance(value, HexBinResult):
            return self.record({name: getattr(value, name) for name in ("q", "r", "counts")})
        if hasattr(value, "__iter__"):
            return self.list(value, of)
        raise GiveUp(f"a value of {type(value).__name__}")

    def list(self, values, of=None):
        return "[" + ", ".join(self.write(value, of) for value in values) + "]"

    def record(self, values):
        return record({name: self.write(value, name) for name, value in values.items()})

    def call(self, positional, keywords):
        parts = [self.write(value) for value in positional]
        if keywords:
            parts.append(self.record(keywords))
        return ", ".join(parts)

    def new_model(self, model, properties):
        if isinstance(model, figure):
            raise GiveUp("a figure that Bokeh made")
        if not type(model).__module__.startswith("bokeh."):
            self._declare(type(model))
        name = type_name(type(model))
        text = self.record(properties) if properties else ""
        return self.recorder.define("m", model, f"new {self.recorder.use(name)}({text})")

    def _declare(self, cls):
        """A class of the program itself, written first. Only Python knows the valid values of its properties."""
        if cls in self.recorder.declared:
            return
        self.recorder.declared.add(cls)
        base = next(base for base in cls.__mro__ if base.__module__.startswith("bokeh."))
        is_data = base is DataModel
        own = cls.properties() - base.properties()
        properties = {name: self._declared_property(cls, name) for name in sorted(own)}
        parts = [quoted(cls.__qualified_model__), record(properties)]
        if not is_data and base is not Model:
            parts.append(record({"extends": self.recorder.use(type_name(base))}))
        make = self.recorder.use("DataModel" if is_data else "model")
        self.recorder.declarations.append(f"const {cls.__name__} = {make}({', '.join(parts)})")

    def _declared_property(self, cls, name):
        default = cls.lookup(name).property._default
        is_plain_value = isinstance(default, (bool, int, float, str))
        text = self.write(default) if is_plain_value else "null"
        return f'{self.recorder.use("property")}<unknown>("Any", {text})'

    def _model(self, model, _of):
        """A model that the program did not make itself, written from its properties."""
        with self.recorder.unrecorded():
            properties = model.properties_with_values(include_defaults=False)
        return self.new_model(model, properties)

    def _spec(self, spec, of):
        name = type(spec).__name__.lower()
        more = {
            part: getattr(spec, part)
            for part in ("transform", "units")
            if getattr(spec, part) is not Unspecified and getattr(spec, part) is not None
        }
        rest = f", {self.record(more)}" if more else ""
        return f"{self.recorder.use(name)}({self.write(getattr(spec, name), of)}{rest})"

    def _text(self, text, of):
        return self.recorder.use(text) if of == "palette" and text in PALETTES else quoted(text)

    def _array(self, array, _of):
        if isinstance(array, np.ma.MaskedArray):
            array = array.filled(np.nan)
        kind, size = array.dtype.kind, array.dtype.itemsize
        if array.ndim == 0:
            return self.write(array.item())
        if array.ndim > 1 and kind in "iufb":
            shape = ", ".join(map(str, array.shape))
            flat = np.ascontiguousarray(array).ravel()
            dtype = ', dtype: "bool"' if kind == "b" else ""
            return f"{self.recorder.use('ndarray')}({typed(flat)}, {{ shape: [{shape}]{dtype} }})"
        if kind == "f" or kind in "iu" and size < 8:
            return typed(array)
        if kind == "m":
            return self.list(array.astype("timedelta64[ns]").astype("int64") / 1e6)
        if kind == "O" and all(type(value) is dt.date for value in array):
            return self.list(pd.to_datetime(pd.Series(array)).values)
        return self.list(array if kind in "iubM" else array.tolist())

    def _mapping(self, mapping, _of):
        if all(isinstance(key, str) for key in mapping):
            return self.record(mapping)
        pairs = ", ".join(f"[{self.write(key)}, {self.write(value)}]" for key, value in mapping.items())
        return f"new Map([{pairs}])"

    def _frame(self, frame, _of):
        with self.recorder.unrecorded():
            return self.record(ColumnDataSource._data_from_df(frame))

    def _group(self, group, of):
        with self.recorder.unrecorded():
            if of in ("x_range", "y_range"):
                return self.list(sorted(factor(key) for key in group.groups))
            return self.record(ColumnDataSource._data_from_groupby(group))

    def _tiles(self, provider):
        return self.record(
            {
                "url": provider.build_url(scale_factor="@2x" if provider.get("retina") else None),
                "attribution": provider.html_attribution,
                **{name: provider[name] for name in ("min_zoom", "max_zoom") if name in provider},
            }
        )

    def _class(self, cls, _of):
        return self.recorder.use(type_name(cls))


def record(texts):
    fields = (f"{name if is_plain(name) else quoted(name)}: {text}" for name, text in texts.items())
    return "{ " + ", ".join(fields) + " }"


def is_plain(name):
    return re.fullmatch(r"[A-Za-z_$][\w$]*", name) is not None


def quoted(text):
    return json.dumps(str(text), ensure_ascii=False)


def factor(key):
    return tuple(map(str, key)) if isinstance(key, tuple) else str(key)


def type_name(cls):
    is_shared = cls.__module__ == "bokeh.models.dom" and cls.__name__ not in DOM_NAMES
    return f"DOM{cls.__name__}" if is_shared else cls.__name__


def number(value):
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def typed(array):
    name = ARRAYS.get(array.dtype.str[1:], "Float64Array")
    array = array.astype("u1") if array.dtype.kind == "b" else array
    return f"new {name}([{', '.join(map(number, array))}])"


def date(value):
    if pd.isna(value):
        return "null"
    ms = milliseconds(value)
    return f"new Date({int(ms) if ms == int(ms) else ms!r})"


def milliseconds(value):
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return np.datetime64(value, "ns").astype("int64") / 1e6
    return (value.replace(tzinfo=None) - EPOCH).total_seconds() * 1000


def time_of_day(value, of):
    if of in PICKED:
        return quoted(value.isoformat())
    return number(((value.hour * 60 + value.minute) * 60 + value.second) * 1000 + value.microsecond / 1000)


WRITERS = [
    (type(None), lambda self, value, of: "null"),
    ((bool, np.bool_), lambda self, value, of: "true" if value else "false"),
    (Enum, lambda self, value, of: self.write(value.value, of)),
    (str, Writer._text),
    (dt.timedelta, lambda self, value, of: number(value.total_seconds() * 1000)),
    ((pd.Timestamp, np.datetime64, dt.datetime), lambda self, value, of: date(value)),
    (dt.date, lambda self, value, of: quoted(value.isoformat())),
    (dt.time, lambda self, value, of: time_of_day(value, of)),
    ((int, float, np.integer, np.floating), lambda self, value, of: number(value)),
    (Color, lambda self, value, of: quoted(value.to_css())),
    ((Value, Field, Expr), Writer._spec),
    (Model, Writer._model),
    (pd.DataFrame, Writer._frame),
    ((pd.Series, pd.Index), lambda self, value, of: self.write(value.values, of)),
    (np.ndarray, Writer._array),
    (bytes, lambda self, value, of: f"new Uint8Array([{', '.join(map(str, value))}]).buffer"),
    (dict, Writer._mapping),
    ((list, tuple, range), Writer.list),
    (set, lambda self, value, of: self.list(sorted(value), of)),
    (type, Writer._class),
]
