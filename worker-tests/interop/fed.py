"""Feeds a session from within a running event loop, as a notebook does, with the functions of docs/python.md."""

import asyncio
import json
import re
import sys
from pathlib import Path

import numpy as np
from bokeh.client import pull_session, push_session
from bokeh.document import Document
from bokeh.models import ColumnDataSource, Plot
from bokeh.util.token import generate_session_id

page = (Path(__file__).parents[2] / "docs/python.md").read_text()
samples = re.findall(r"```python\n(.*?)```", page, re.S)
for name in ("def feed", "def in_thread"):
    exec(next(sample for sample in samples if name in sample))

url = sys.argv[1]
session_id = generate_session_id()


def rows():
    for i in range(3):
        yield {"x": [float(i)]}


def work():
    document = Document()
    document.add_root(Plot(tags=[ColumnDataSource({"x": np.zeros(0)}, name="source")]))
    pushed = push_session(document, session_id=session_id, url=url)
    pushed.force_roundtrip()
    feed(url, session_id, rows())
    again = pull_session(url=url, session_id=session_id)
    return [float(x) for x in again.document.get_model_by_name("source").data["x"]]


async def notebook():
    return in_thread(work)


print(json.dumps(asyncio.run(notebook())))
