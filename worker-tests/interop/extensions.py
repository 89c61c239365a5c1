"""Documents of Panel, HoloViews and ipywidgets: extensions.py save, or extensions.py push URL, which answers what a browser does."""

import asyncio
import json
import sys

import holoviews as hv
import ipywidgets
import numpy as np
import pandas as pd
import panel as pn
from bokeh.client import push_session
from bokeh.document import Document
from bokeh.util.token import generate_session_id
from panel.io.state import set_curdoc
from session import wait_until
from tornado.ioloop import IOLoop

asyncio.set_event_loop(asyncio.new_event_loop())  # for ipywidgets' kernel, too
pn.extension("tabulator", "ipywidgets")
hv.extension("bokeh")
heard = []


def panel_column():
    button = pn.widgets.Button(name="Panel's button")
    said = pn.pane.Markdown("nobody has **clicked**")
    slider = pn.widgets.IntSlider(name="side", start=0, end=10, value=2)
    squared = pn.pane.Markdown("the square is 4")
    table = pn.widgets.Tabulator(pd.DataFrame({"2015": [1, 2], "a": [3, 4]}))

    def clicked(_event):
        heard.append("panel")
        said.object = f"Panel heard {button.clicks}"

    def moved(event):
        squared.object = f"the square is {event.new ** 2}"

    button.on_click(clicked)
    slider.param.watch(moved, "value")  # pn.bind's updates wait for a session of Panel itself
    return pn.Column(button, said, slider, squared, table)


def wave(times):
    x = np.linspace(0, 6, 50)
    return hv.Curve((x, np.sin(times * x)))


def holoviews_plot():
    return pn.panel(hv.DynamicMap(wave, kdims=["times"]).redim.range(times=(1, 5)))


def widget_box():
    button = ipywidgets.Button(description="ipywidgets' button")

    def clicked(_button):
        heard.append("ipywidgets")
        button.description = "ipywidgets heard it"

    button.on_click(clicked)
    return pn.pane.IPyWidget(ipywidgets.VBox([button, ipywidgets.IntSlider(description="slide")]))


document = Document()
with set_curdoc(document):
    for part in (panel_column(), holoviews_plot(), widget_box()):
        document.add_root(part.get_root(document))

if sys.argv[1] == "save":
    print(json.dumps(document.to_json(deferred=False)))
else:
    session_id = generate_session_id()
    session = push_session(document, session_id=session_id, url=sys.argv[2], io_loop=IOLoop.current())
    session.force_roundtrip()
    print(session_id, flush=True)
    wait_until(session, lambda: sorted(heard) == ["ipywidgets", "panel"])
    print(json.dumps(heard), flush=True)
    wait_until(session, lambda: False)
