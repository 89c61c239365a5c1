"""Prints the script tags that Bokeh makes for other people's pages."""

import json
import sys

from bokeh.embed import server_document, server_session
from bokeh.util.token import generate_session_id

url = sys.argv[1]
tags = [
    server_document(url, arguments={"from": "Python"}),
    server_document(url, relative_urls=True),
    server_session(session_id=generate_session_id(), url=url),
]
print(json.dumps(tags))
