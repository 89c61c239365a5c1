"""Pulls the temperature app, moves its slider, and reads the data that the server's callback changed."""

import json
import sys

import numpy as np
from bokeh.models import ColumnDataSource, GlyphRenderer, Line, Plot, Slider
from session import model, open_session, wait_until

session = open_session(sys.argv[1])
source, slider = model(session, ColumnDataSource), model(session, Slider)
before = np.asarray(source.data["temperature"])

changes = []
source.on_change("data", lambda attr, old, new: changes.append(attr))
slider.value = 10
wait_until(session, lambda: len(changes) > 0)
after = np.asarray(source.data["temperature"])
np.testing.assert_allclose(after[9:], np.convolve(before, np.ones(10) / 10, "valid"))

print(
    json.dumps(
        {
            "title": session.document.title,
            "plot": model(session, Plot).title.text,
            "glyph": type(model(session, GlyphRenderer).glyph) is Line,
            "rows": len(before),
            "dtypes": [str(np.asarray(column).dtype) for column in source.data.values()],
            "version": session.request_server_info()["version_info"]["bokeh"],
        }
    )
)
