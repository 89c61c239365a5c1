"""Pushes a button whose on_click runs here, prints its session's id, and answers two clicks."""

import json
import sys

from bokeh.client import push_session
from bokeh.document import Document
from bokeh.models import Button, Column, Div
from bokeh.util.token import generate_session_id
from session import wait_until

clicks = []
text = Div(text="nobody has clicked", name="text")


def clicked(event):
    clicks.append(event.event_name)
    text.text = f"Python heard {len(clicks)}"


button = Button(label="click")
button.on_click(clicked)
document = Document()
document.add_root(Column(children=[button, text]))
session_id = generate_session_id()
session = push_session(document, session_id=session_id, url=sys.argv[1])
session.force_roundtrip()
print(session_id, flush=True)
wait_until(session, lambda: len(clicks) == 2)
session.force_roundtrip()
print(json.dumps(clicks))
