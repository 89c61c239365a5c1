"""Pushes columns and options with integer-like names, changes them, and prints the order that another client pulls."""

import json
import sys

from bokeh.client import push_session
from bokeh.document import Document
from bokeh.models import ColumnDataSource, Select
from bokeh.util.token import generate_session_id
from session import model, open_session

YEARS = ["fruit", "2017", "2015", "2016"]
source = ColumnDataSource({name: [1, 2] for name in YEARS})
document = Document()
document.add_root(source)
document.add_root(Select(options={name: ["a"] for name in YEARS}))
session_id = generate_session_id()
session = push_session(document, session_id=session_id, url=sys.argv[1])
source.stream({name: [3] for name in YEARS})
source.patch({"2015": [(0, 9)]})
source.add([0, 0, 0], "1999")
session.force_roundtrip()
other = open_session(sys.argv[1], session_id)
print(json.dumps([list(model(other, ColumnDataSource).data), list(model(other, Select).options)]))
