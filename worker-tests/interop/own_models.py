"""A user's own models: push URL, where the server knows two of the three; check URL ID, after a browser changed them."""

import json
import sys

from bokeh.client import push_session
from bokeh.core.properties import Float, Instance, NonNegative, String
from bokeh.document import Document
from bokeh.document.events import MessageSentEvent
from bokeh.layouts import column
from bokeh.model import DataModel
from bokeh.models import Button, ColumnDataSource, CustomJS, LayoutDOM
from bokeh.util.token import generate_session_id
from session import model, open_session, wait_until


class Params(DataModel):
    """A model that the server has declared."""

    amp = NonNegative(Float, default=1)
    label = String(default="none")


class OwnBars(LayoutDOM):
    """A model that the server has declared and whose class the page loads."""

    z = String(default="z")
    data_source = Instance(ColumnDataSource)


class Unknown(DataModel):
    """A model that the server does not know."""

    depth = Float(default=3)
    within = Instance(Params)


def push(url: str) -> list:
    params = Params(amp=2)
    unknown = Unknown(within=params)
    source = ColumnDataSource({"z": [1, 2, 3]})
    button = Button(label="in the page")
    button.js_on_click(CustomJS(args={"params": params, "unknown": unknown}, code="params.amp = unknown.depth + 4"))
    document = Document()
    document.add_root(column(button, OwnBars(data_source=source, width=200)))
    document.add_root(params)
    document.add_root(unknown)
    session_id = generate_session_id()
    session = push_session(document, session_id=session_id, url=url)
    answers = []
    document.on_message("answer", answers.append)
    document.callbacks.trigger_on_change(MessageSentEvent(document, "ask", None))
    wait_until(session, lambda: bool(answers))
    source.stream({"z": [1]})
    session.force_roundtrip()
    return [session_id, answers[0]]


def check(url: str, session_id: str) -> list:
    session = open_session(url, session_id)
    params, unknown = model(session, Params), model(session, Unknown)
    bars = model(session, OwnBars)
    return [params.amp, params.label, unknown.depth, unknown.within is params, list(bars.data_source.data["z"])]


print(json.dumps({"push": push, "check": check}[sys.argv[1]](*sys.argv[2:])))
