"""Prints for each model and property which of the values on the command line Python takes: {"Slider.start": "0110..."}."""

import json
import sys
import warnings

import bokeh.models  # noqa: F401
import bokeh.plotting  # noqa: F401
from bokeh.core.has_props import HasProps
from bokeh.model import Model

warnings.simplefilter("ignore")
VALUES = json.loads(sys.argv[1])


def takes(cls: type[HasProps], name: str, value: object) -> bool:
    try:
        cls.lookup(name).property.prepare_value(cls, name, value)
        return True
    except Exception:
        return False


known: dict[int, str] = {}  # a property that several models inherit is tested once


def taken(cls: type[HasProps], name: str) -> str:
    key = id(cls.lookup(name).property)
    if key not in known:
        known[key] = "".join("1" if takes(cls, name, value) else "0" for value in VALUES)
    return known[key]


models = Model.model_class_reverse_map.items()
print(json.dumps({f"{type}.{name}": taken(cls, name) for type, cls in models for name in cls.properties()}))
