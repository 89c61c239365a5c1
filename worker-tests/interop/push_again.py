"""Pushes a document into a session into which another program has pushed one, with the same ids for other models."""

import json
import sys

from bokeh.client import push_session
from bokeh.document import Document
from bokeh.models import Column, Div, Slider
from bokeh.util.token import generate_session_id
from session import open_session, wait_until

if len(sys.argv) == 1:
    print(json.dumps(generate_session_id()))
    sys.exit()

url, session_id, text, *parts = sys.argv[1:]


def part(kind: str) -> Div | Slider:
    return Slider(start=0, end=9, value=3, title=text) if kind == "slider" else Div(text=text)


# The first models of this process: every program numbers its models from the same number on.
document = Document()
document.add_root(Column(children=[part(kind) for kind in parts]))
watching = open_session(url, session_id)
push_session(document, session_id=session_id, url=url).force_roundtrip()


def shown() -> list[str]:
    return [m.text if isinstance(m, Div) else m.title for root in watching.document.roots for m in root.children]


wait_until(watching, lambda: shown() == [text] * len(parts))
print(json.dumps(shown()))
