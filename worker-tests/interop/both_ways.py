"""Two clients on one session: properties, streams, patches, roots and the title travel from each to the other."""

import json
import sys

import numpy as np
from bokeh.client import push_session
from bokeh.document import Document
from bokeh.models import ColumnDataSource, Div, Slider
from bokeh.util.token import generate_session_id
from session import model, open_session, wait_until

doc = Document()
doc.add_root(ColumnDataSource({"t": np.arange(3.0), "v": np.array([1, 2, 3], dtype="int32")}))
doc.add_root(Slider(start=0, end=10, value=1))
session_id = generate_session_id()
one = push_session(doc, session_id=session_id, url=sys.argv[1])
two = open_session(sys.argv[1], session_id)
done = []

for sender, receiver in [(one, two), (two, one)]:
    here, there = model(sender, ColumnDataSource), model(receiver, ColumnDataSource)
    slider = model(receiver, Slider)

    model(sender, Slider).value += 3
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: slider.value == model(sender, Slider).value)
    done.append("property")

    here.stream({"t": np.array([8.0, 9.0]), "v": np.array([8, 9], dtype="int32")}, rollover=4)
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: there.data["t"][-1] == 9 and len(there.data["t"]) == 4)
    np.testing.assert_array_equal(there.data["v"], here.data["v"])
    done.append("stream")

    here.patch({"t": [(0, -1.0), (slice(1, 3), [-2.0, -3.0])]})
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: list(there.data["t"])[:3] == [-1, -2, -3])
    done.append("patch")

    here.data = {"t": np.arange(5.0), "v": np.arange(5, dtype="int32")}
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: len(there.data["t"]) == 5)
    done.append("data")

    sender.document.title += "!"
    sender.document.add_root(Div(text=sender.document.title, name="new"))
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: len(receiver.document.roots) == 3)
    assert receiver.document.title == sender.document.title
    assert model(receiver, Div).text == sender.document.title
    done.append("root")

    sender.document.remove_root(sender.document.roots[2])
    wait_until(sender, lambda: True)
    wait_until(receiver, lambda: len(receiver.document.roots) == 2)
    done.append("root removed")

print(json.dumps(done))
