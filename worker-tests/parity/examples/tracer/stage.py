"""The environment of a program: show, save and curdoc collect everything that is shown in one document."""

import sys
import types

import bokeh.document
import bokeh.embed
import bokeh.io
import bokeh.io.doc
import bokeh.io.export
import bokeh.io.saving
import bokeh.io.showing
import bokeh.plotting
import bokeh.util.browser
import flask
from bokeh.document import Document
from bokeh.server.server import Server
from bokeh.themes import Theme
from tornado.ioloop import IOLoop

PLACES = (bokeh.io, bokeh.plotting, bokeh.io.showing, bokeh.io.saving, bokeh.io.doc, bokeh.io.export, bokeh.embed)
SILENT = ("output_file", "output_notebook", "reset_output", "push_notebook")
SHOWN = ("show", "save", "export_png", "export_svg", "export_svgs")


class Stage:
    def __init__(self, recorder, writer):
        self.recorder = recorder
        self.writer = writer
        self.document = Document()

    def install(self):
        silent = {name: lambda *_, **__: None for name in SILENT}
        shown = {name: lambda obj=None, *_, **__: self.show(obj) for name in SHOWN}
        embeds = {"file_html": self._page, "json_item": self._page, "components": self._components}
        self.current = CurrentDocument(self)
        for place in PLACES:
            for name, stand_in in {**silent, **shown, **embeds, "curdoc": lambda: self.current}.items():
                if hasattr(place, name):
                    setattr(place, name, stand_in)
        bokeh.util.browser.view = lambda *_, **__: None
        for server, run in ((flask.Flask, "run"), (IOLoop, "start"), (Server, "__init__"), (Server, "start")):
            setattr(server, run, lambda *_, **__: None)
        self._listen_to_documents()

    def show(self, shown):
        for root in shown if isinstance(shown, (list, tuple)) else [shown]:
            if isinstance(root, Document) or root is None or root in self.document.roots:
                continue
            text = self.writer.write(root)
            with self.recorder.unrecorded():
                self.document.add_root(root)
            self.recorder.lines.append(f"doc.add_root({text})")

    def _page(self, shown, *_, theme=None, **__):
        if theme is not None:
            self.current.theme = theme
        self.show(shown)
        return ""

    def _components(self, shown, *_, **__):
        self.show(list(shown.values()) if isinstance(shown, dict) else shown)
        return "", {name: "" for name in shown} if isinstance(shown, dict) else ""

    def _listen_to_documents(self):
        stage, add_root, start = self, Document.add_root, Document.__init__

        def make(document, *, theme=None, **keywords):
            start(document, **keywords)
            if theme is not None and stage.recorder.is_users():
                stage.document = document
                stage.current.theme = theme

        def listening(document, root, *rest, **keywords):
            if not stage.recorder.is_users():
                return add_root(document, root, *rest, **keywords)
            stage.document = document
            text = stage.writer.write(root)
            with stage.recorder.unrecorded():
                add_root(document, root)
            stage.recorder.lines.append(f"doc.add_root({text})")

        Document.add_root = listening
        Document.__init__ = make


class CurrentDocument:
    """curdoc(): a program's calls on it are recorded. Timers and sessions exist only on a server."""

    def __init__(self, stage):
        object.__setattr__(self, "_stage", stage)

    def __getattr__(self, name):
        if name in ("add_periodic_callback", "add_timeout_callback", "add_next_tick_callback"):
            return lambda *_: None
        return getattr(self._stage.document, name)

    def __setattr__(self, name, value):
        stage = self._stage
        with stage.recorder.unrecorded():
            setattr(stage.document, name, value)
        stage.recorder.lines.append(f"doc.{name} = {self._written(value)}")

    def _written(self, value):
        stage = self._stage
        if not isinstance(value, Theme):
            return stage.writer.write(value)
        return f"new {stage.recorder.use('Theme')}({{ json: {stage.writer.write(value._json)} }})"

    def add_root(self, root):
        self._stage.show(root)

    def js_on_event(self, event, *callbacks):
        stage = self._stage
        stage.document.js_on_event(event, *callbacks)
        stage.recorder.lines.append(f"doc.js_on_event({stage.writer.call((event, *callbacks), {})})")


def as_main(path):
    """The program's module."""
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    return module
