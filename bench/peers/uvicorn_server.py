"""bokeh-fastapi under uvicorn, with uvloop and httptools. Usage: python uvicorn_server.py PORT"""

import sys

import uvicorn
from bokeh_fastapi import BokehFastAPI
from temperature import temperature

app = BokehFastAPI({"/temperature": temperature}, websocket_origins=["*"])
uvicorn.run(app.app, port=int(sys.argv[1]), log_level="error", loop="uvloop", http="httptools")
