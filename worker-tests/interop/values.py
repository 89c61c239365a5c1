"""Prints the default and some valid values of each property of the named models, as on the wire."""

import datetime
import json
import sys

import bokeh.models  # defines all models
import bokeh.plotting  # noqa: F401
from bokeh.core.property.descriptors import UnsetValueError
from bokeh.core.serialization import Serializer
from bokeh.model import Model

BY_KIND = {
    "Auto": ["auto"],
    "Bool": [True],
    "Color": ["red", "#123456", (1, 2, 3), (1, 2, 3, 0.5)],
    "Date": [datetime.date(2020, 1, 1)],
    "Datetime": [datetime.datetime(2020, 1, 1)],
    "Float": [1.5, 2],
    "FontSize": ["10px"],
    "Int": [1],
    "NonNegative": [0, 1],
    "Null": [None],
    "Percent": [0.5, 0, 1],
    "Positive": [1],
    "String": ["text"],
    "TimeDelta": [datetime.timedelta(days=1)],
}


def samples(prop):
    kind = type(prop).__name__
    if kind in ("Enum", "MarkerType"):
        return list(prop.allowed_values)
    if kind in ("Either", "Required", "Nullable"):
        found = [value for item in prop.type_params for value in samples(item)]
        return [*found, None] if kind == "Nullable" else found
    if kind in ("List", "Seq"):
        return [[], *([value] for value in samples(prop.item_type))]
    if kind == "Dict":
        return [{}, *({"key": value} for value in samples(prop.values_type))]
    if kind == "Tuple":
        items = [samples(item) for item in prop.type_params]
        longest = max(map(len, items)) if all(items) else 0
        return [tuple(item[i % len(item)] for item in items) for i in range(longest)]
    return BY_KIND.get(kind, [])


def values(model, name, prop):
    try:
        yield getattr(model, name)
    except UnsetValueError:
        pass
    for value in samples(prop):
        if prop.is_valid(value):
            yield prop.transform(value)


result = []
seen = set()
for qualified in sys.argv[1:]:
    cls = Model.model_class_reverse_map.get(qualified)
    model = cls and cls()
    for name in sorted(cls.properties()) if cls else []:
        descriptor = cls.lookup(name)
        if descriptor in seen or descriptor.serialized is False:
            continue
        seen.add(descriptor)
        sent = values(model, name, descriptor.property)
        result.append([qualified, name, [Serializer(deferred=False).encode(value) for value in sent]])
print(json.dumps(result))
