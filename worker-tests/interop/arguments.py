"""Prints the parameter names of each given function: {"bokeh.layouts.row": ["children", ...]}."""

import importlib
import inspect
import json
import sys

#: Parameters of no use to apps.
LEFT_OUT = ["self", "setter", "kwargs", "kw", "visuals", "args", "overrides"]


def function(path):
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for name in parts[end:]:
            found = getattr(found, name)
        return found
    raise ImportError(path)


def names(path):
    return [name for name in inspect.signature(function(path)).parameters if name not in LEFT_OUT]


print(json.dumps({path: names(path) for path in json.loads(sys.argv[1])}))
