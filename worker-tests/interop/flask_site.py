"""A Flask site: flask_site.py SERVER. Each way of embedding has a page, and links open sessions."""

import sys

from bokeh.util.token import generate_jwt_token, generate_session_id
from embeddings import EMBEDDINGS, head
from flask import Flask, redirect, render_template_string
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

(server,) = sys.argv[1:]
app = Flask(__name__)

PAGE = """<!DOCTYPE html>
<html>
  <head><title>A Flask page</title><link rel="icon" href="data:,">{{ head|safe }}</head>
  <body><h1>{{ case }}</h1>{{ script|safe }}</body>
</html>"""


@app.get("/")
def index() -> str:
    return "Flask"


@app.get("/<case>")
def page(case: str) -> str:
    return render_template_string(PAGE, case=case, script=EMBEDDINGS[case](server), head=head(case))


@app.get("/by-token")
def by_token() -> Response:
    """Redirects the visitor to a session that the site chooses, with the visitor's name."""
    payload = {"headers": {"X-Visitor": "told by the token"}, "cookies": {}, "arguments": {}}
    token = generate_jwt_token(generate_session_id(), extra_payload=payload, expiration=60)
    return redirect(f"{server}/given?bokeh-token={token}")


@app.get("/by-session-id")
def by_session_id() -> Response:
    return redirect(f"{server}/given?bokeh-session-id={generate_session_id()}&from=Flask")


site = make_server("127.0.0.1", 0, app, threaded=True)
print(f"http://127.0.0.1:{site.server_port}")
site.serve_forever()
