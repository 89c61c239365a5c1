"""Tests the server with the Bokeh in PYTHONPATH: pull and change, push arrays, make a tag, save a document."""

import json
import sys

import bokeh
import numpy as np
from bokeh.client import pull_session, push_session
from bokeh.document import Document
from bokeh.embed import server_document
from bokeh.models import ColumnDataSource, Line, Plot, Slider
from bokeh.util.token import generate_session_id
from session import wait_until

temperature, host = sys.argv[1:]


def attempt(action):
    """The error of a step, or None."""
    try:
        action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def pull(arguments=None):
    session = pull_session(url=temperature, session_id=generate_session_id(), arguments=arguments)
    source = session.document.select_one({"type": ColumnDataSource})
    before = np.asarray(source.data["temperature"])
    changes = []
    source.on_change("data", lambda attr, old, new: changes.append(attr))
    session.document.select_one({"type": Slider}).value = 10
    wait_until(session, lambda: len(changes) > 0)
    after = np.asarray(source.data["temperature"])
    np.testing.assert_allclose(after[9:], np.convolve(before, np.ones(10) / 10, "valid"))
    session.close()


def document():
    doc = Document()
    plot = Plot()
    plot.add_glyph(ColumnDataSource({"x": np.arange(5.0), "y": np.arange(5, dtype="int32")}), Line(x="x", y="y"))
    doc.add_root(plot)
    return doc


def to_json(doc):
    """The document as one string, from which newer versions omit arrays by default."""
    has_option = "deferred" in Document.to_json.__code__.co_varnames
    return json.dumps(doc.to_json(deferred=False) if has_option else doc.to_json())


session_id = generate_session_id()


def push():
    session = push_session(document(), session_id=session_id, url=host)
    session.force_roundtrip()
    session.close()


print(
    json.dumps(
        {
            "pull": attempt(pull),
            "pullByVersion": attempt(lambda: pull({"bokeh-python": bokeh.__version__})),
            "push": attempt(push),
            "session": session_id,
            "tag": server_document(temperature),
            "saved": to_json(document()),
        }
    )
)
