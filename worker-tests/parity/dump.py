"""Prints as JSON what every recipe in FOLDER/*.py builds: {"glyphs.line": {"document": ..., "faults": ["W-1000"]}, ...}.

A recipe is a public function of such a file. One with a parameter is handed a small figure and draws on it; what it
returns (a model, several, a Document) is the document, else the figure is.
"""

import importlib.util
import inspect
import json
import sys
from pathlib import Path

from bokeh.core.validation.check import check_integrity
from bokeh.document import Document
from bokeh.model import Model
from bokeh.plotting import figure

RECIPES = Path(__file__).parent / sys.argv[1]


def build(name, recipe):
    try:
        document = document_of(recipe)
        return {"document": document.to_json(deferred=False), "faults": faults_in(document)}
    except Exception as error:
        raise RuntimeError(f"recipe {name}") from error


def document_of(recipe):
    plot = figure(width=300, height=200)
    made = recipe(plot) if inspect.signature(recipe).parameters else recipe()
    if isinstance(made, Document):
        return made
    made = plot if made is None else made
    document = Document()
    for root in [made] if isinstance(made, Model) else made:
        document.add_root(root)
    return document


def faults_in(document):
    issues = check_integrity(document.models)
    return [f"W-{issue.code}" for issue in issues.warning] + [f"E-{issue.code}" for issue in issues.error]


def recipes():
    for path in sorted(RECIPES.glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value.__module__ == path.stem and not name.startswith("_"):
                yield f"{path.stem}.{name}", value


print(json.dumps({name: build(name, recipe) for name, recipe in recipes()}))
