"""Bokeh's own server. Usage: python tornado_server.py PORT"""

import sys

from bokeh.server.server import Server
from temperature import temperature

server = Server({"/temperature": temperature}, port=int(sys.argv[1]), allow_websocket_origin=["*"])
server.start()
server.io_loop.start()
