"""The ways to embed an app with Python, for the pages of Django and Flask."""

from bokeh.client import pull_session, push_session
from bokeh.document import Document
from bokeh.embed import server_document, server_session
from bokeh.models import Slider
from bokeh.plotting import figure
from bokeh.resources import INLINE
from bokeh.util.token import generate_session_id


def pulled(server: str) -> str:
    """A session that the program reads and changes before the visitor sees it."""
    url = f"{server}/temperature"
    with pull_session(url=url, session_id=generate_session_id()) as session:
        slider = session.document.select_one({"type": Slider})
        slider.title = "changed by Python"
        session.force_roundtrip()
        return server_session(session_id=session.id, url=url)


def pushed(server: str) -> str:
    """A document made by Python."""
    plot = figure(width=300, height=200, title="made by Python")
    plot.line([1, 2, 3], [3, 1, 2], line_width=6)
    document = Document(title="pushed")
    document.add_root(plot)
    session = push_session(document, session_id=generate_session_id(), url=f"{server}/host")
    return server_session(plot, session_id=session.id, url=f"{server}/host")


EMBEDDINGS = {
    "document": lambda server: server_document(f"{server}/temperature"),
    "relative": lambda server: server_document(f"{server}/temperature/", relative_urls=True),
    "arguments": lambda server: server_document(
        f"{server}/given", arguments={"a b": "ü&=/?#%", "n": 1, "bokeh-own": "left out by Python"}
    ),
    "headers": lambda server: server_document(f"{server}/given", headers={"X-Visitor": "Ada & Bob"}),
    "credentials": lambda server: server_document(f"{server}/given", with_credentials=True),
    "no-resources": lambda server: server_document(f"{server}/temperature", resources=None),
    "pulled": pulled,
    "pushed": pushed,
    "two": lambda server: server_document(f"{server}/temperature") + server_document(f"{server}/given"),
}


def head(case: str) -> str:
    """The resources that the page itself loads."""
    return INLINE.render_js() if case == "no-resources" else ""
