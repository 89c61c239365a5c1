"""The apps of conformance-app.ts on Bokeh's Tornado server. Usage: python conformance_app.py [PREFIX]"""

import sys

from bokeh.application import Application
from bokeh.application.handlers import FunctionHandler
from bokeh.document import Document
from bokeh.document.events import MessageSentEvent
from bokeh.models import Button, ColumnDataSource, Column, Div, Slider
from bokeh.server.server import Server


def counter(doc: Document) -> None:
    slider = Slider(name="slider", title="n", start=0, end=10, value=1)
    text = Div(name="text", text="nothing yet")
    button = Button(name="button", label="press")
    source = ColumnDataSource(name="source", data={"x": [1, 2], "y": [3, 4]})

    def moved(attr: str, old: float, new: float) -> None:
        if new == 7:
            raise ValueError("seven is not served")
        text.text = f"moved from {old:g} to {new:g}"

    def echo(data: object) -> None:
        event = MessageSentEvent(doc, "heard", [data])
        doc.callbacks.trigger_on_change(event)

    slider.on_change("value", moved)
    button.on_click(lambda: source.stream({"x": [9], "y": [9]}))
    doc.on_message("say", echo)
    doc.title = "Counter"
    text.tags = [source]
    doc.add_root(Column(name="column", children=[slider, text, button]))


def arguments(doc: Document) -> None:
    given = doc.session_context.request.arguments
    lines = [f"{name}={value.decode()}" for name in sorted(given) for value in given[name] if name[:6] != "bokeh-"]
    doc.add_root(Div(name="text", text=" ".join(lines)))


def fails(doc: Document) -> None:
    raise ValueError("this app fails")


server = Server(
    {
        "/counter": Application(FunctionHandler(counter), metadata={"kind": "test"}),
        "/nested/arguments": Application(FunctionHandler(arguments)),
        "/fails": Application(FunctionHandler(fails)),
    },
    port=0,
    prefix=sys.argv[1] if len(sys.argv) > 1 else "",
    allow_websocket_origin=["friend.example"],
)
# The system chooses the port, so it cannot be an argument.
server._tornado._websocket_origins.add(f"127.0.0.1:{server.port}")
server.start()
print(f"http://127.0.0.1:{server.port}", flush=True)
server.io_loop.start()
