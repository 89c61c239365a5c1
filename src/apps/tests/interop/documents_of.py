"""Runs server apps as `bokeh serve` does, changes them as a visitor does, and prints the document after each step as JSON.

The argument is {FILE: [step, ...]}. A step is {"tick": ms}, which calls each periodic callback once; or it names a model by
its place ("0.children.1"), and then {"set": {...}} are properties to set, {"click": true} is a click.
"""

import json
import sys

from bokeh.document import Document
from bokeh.events import ButtonClick
from bokeh.io.doc import patch_curdoc


def documents_of(path, steps):
    document = Document()
    with patch_curdoc(document), open(path, encoding="utf8") as file:
        exec(compile(file.read(), path, "exec"), {"__name__": "bokeh_app"})
        yield document.to_json(deferred=False)
        for step in steps:
            take(document, step)
            yield document.to_json(deferred=False)


def take(document, step):
    if "tick" in step:
        for callback in document.session_callbacks:
            callback.callback()
        return
    model = document.roots
    for name in step["at"].split("."):
        model = model[int(name)] if name.isdigit() else getattr(model, name)
    if "click" in step:
        document.callbacks.trigger_event(ButtonClick(model))
    else:
        model.update(**step["set"])


wanted = json.loads(sys.argv[1])
print(json.dumps({path: list(documents_of(path, steps)) for path, steps in wanted.items()}))
