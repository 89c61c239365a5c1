"""Panel's server, with the same document. Usage: python panel_server.py PORT"""

import sys

import panel as pn
from bokeh.io import curdoc
from temperature import temperature


def app() -> None:
    temperature(curdoc())


pn.serve({"temperature": app}, port=int(sys.argv[1]), websocket_origin="*", show=False, verbose=False)
