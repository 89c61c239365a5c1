"""Records the messages between a real Bokeh server and a raw websocket client, one JSON file per scenario.

Usage: python record_transcripts.py FOLDER. The form of the files is described in worker-tests/fixtures/transcripts/INDEX.md.
"""

import array
import asyncio
import base64
import datetime
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import bokeh
import numpy as np
from bokeh.core.properties import Any as AnyValue
from bokeh.core.properties import Instance, Int, List, String, expr, value
from bokeh.document import Document
from bokeh.model import DataModel
from bokeh.models import Column, ColumnDataSource, CumSum, Div, GlyphRenderer, Scatter, Slider, TextInput
from bokeh.server.server import Server
from bokeh.util.token import generate_jwt_token
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

Recording = dict[str, Any]
Content = dict[str, Any]

# ----------------------------------------------------------------------------- the recorder


class Connection:
    """A client that knows only Bokeh's framing, and records every frame."""

    def __init__(self, number: int, recording: Recording) -> None:
        self.number = number
        self.recording = recording
        self.replies: dict[str, asyncio.Future[Content]] = {}
        self.acknowledged: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sent = 0

    async def open(self, url: str, token: str) -> None:
        request = HTTPRequest(url.replace("http", "ws") + "/ws")
        self.socket: WebSocketClientConnection = await websocket_connect(request, subprotocols=["bokeh", token])
        self.reader = asyncio.create_task(self.read())
        await self.acknowledged

    async def request(self, msgtype: str, content: Content | None = None, buffers: list[bytes] = []) -> Content:
        """Sends a message and waits for its reply, which arrives after all messages that it causes."""
        self.sent += 1
        header = {"msgid": f"c{self.number}-{self.sent}", "msgtype": msgtype}
        if buffers:
            header |= {"num_buffers": len(buffers)}
        reply = self.replies[header["msgid"]] = asyncio.get_running_loop().create_future()
        frames = [json.dumps(part) for part in (header, {}, content or {})]
        for id, data in enumerate(buffers):
            frames += [json.dumps({"id": str(id)}), data]
        for frame in frames:
            self.record("c2s", frame)
            await self.socket.write_message(frame, binary=isinstance(frame, bytes))
        return await reply

    async def patch(self, *events: Content, buffers: list[bytes] = []) -> None:
        await self.request("PATCH-DOC", {"events": list(events)}, buffers)

    async def close(self) -> None:
        self.note("c2s", close={"code": 1000, "reason": "bye"})
        self.socket.close(1000, "bye")
        await self.reader
        self.note("s2c", close={"code": self.socket.close_code, "reason": self.socket.close_reason})

    async def read(self) -> None:
        frames: list[str | bytes] = []
        while (frame := await self.socket.read_message()) is not None:
            self.record("s2c", frame)
            frames.append(frame)
            header = json.loads(frames[0])
            if len(frames) < 3 + 2 * header.get("num_buffers", 0):
                continue
            if header["msgtype"] == "ACK":
                self.acknowledged.set_result(None)
            elif "reqid" in header:
                self.replies[header["reqid"]].set_result(json.loads(frames[2]))
            frames = []

    def record(self, direction: str, frame: str | bytes) -> None:
        data = {"base64": base64.b64encode(frame).decode()} if isinstance(frame, bytes) else without_paths(frame)
        self.note(direction, frame=data)

    def note(self, direction: str, **what: Any) -> None:
        self.recording["frames"].append({"dir": direction, "conn": self.number, **what})


def without_paths(text: str) -> str:
    """Removes the folder of the installed Bokeh from tracebacks."""
    return text.replace(str(Path(bokeh.__file__).parent.parent), "site-packages")


# ----------------------------------------------------------------------------- the apps


def slider_app(doc: Document) -> None:
    slider = Slider(name="k", title="k", start=0, end=10, value=1)
    source = ColumnDataSource({"x": [0.0, 1.0, 2.0], "y": [0.0, 1.0, 2.0]}, name="src")
    out = Div(name="out", text="k=1")

    def changed(attr: str, old: float, new: float) -> None:
        source.data = {"x": [0.0, 1.0, 2.0], "y": [0.0, float(new), 2.0 * new]}
        out.text = f"k={new}"

    slider.on_change("value", changed)
    doc.title = "Slider app"
    for root in (slider, source, out):
        doc.add_root(root)


def add_commands(doc: Document, commands: dict[str, Callable[[], None]]) -> None:
    """A text input that runs each command that the client sets as its value."""
    cmd = TextInput(name="cmd")
    cmd.on_change("value", lambda attr, old, new: commands[new]())
    doc.add_root(cmd)


def source_app(doc: Document) -> None:
    source = ColumnDataSource({"t": np.arange(2.0), "v": np.array([10, 11], dtype="int32"), "s": ["a", "b"]}, name="src")
    doc.add_root(source)
    ints = lambda *values: np.array(values, dtype="int32")
    add_commands(
        doc,
        {
            "stream": lambda: source.stream({"t": np.array([2.0, 3.0]), "v": ints(12, 13), "s": ["c", "d"]}, 3),
            "streamlist": lambda: source.stream({"t": [4.0], "v": [14], "s": ["e"]}),
            "patch": lambda: source.patch({"t": [(0, 100.5)], "v": [(slice(0, 2), [7, 8])], "s": [(1, "zz")]}),
            "patcharray": lambda: source.patch({"t": [(slice(0, 2), np.array([1.5, 2.5]))]}),
            "setcol": lambda: source.data.update({"v": ints(*range(1, 1 + len(source.data["t"])))}),
            "setall": lambda: setattr(source, "data", {"t": np.array([9.0]), "v": ints(9), "s": ["all"]}),
        },
    )


def roots_app(doc: Document) -> None:
    keep, col = Div(name="keep", text="keep"), Column(name="col")

    def new_model() -> None:
        inner = Slider(name="inner", start=0, end=5, value=2)
        col.children = [inner]
        inner.value = 3

    add_commands(
        doc,
        {
            "title": lambda: setattr(doc, "title", "New title"),
            "add": lambda: doc.add_root(Div(name="added", text="added")),
            "remove": lambda: doc.remove_root(doc.get_model_by_name("added")),
            "newmodel": new_model,
        },
    )
    doc.add_root(keep)
    doc.add_root(col)


class Point(DataModel):
    __qualified_name__ = "datamodels.Point"
    x = Int(default=1)
    label = String(default="p")


class AnyBox(DataModel):
    __qualified_name__ = "datamodels.AnyBox"
    items = List(AnyValue)
    peer = Instance(Point)


def values_app(doc: Document) -> None:
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5)
    scalars = [None, True, 1, 2**53, 1.5, np.nan, np.inf, -np.inf, "str", np.int64(5), np.float32(0.5), np.array(7)]
    containers = [[1, 2], (1, [2]), {1}, {}, {"a": 1}, {1: "non-string key"}, set(), b"\x00\x01\x02", slice(1, 5)]
    times = [moment, moment.date(), moment.time(), datetime.timedelta(hours=1), np.datetime64(moment), np.timedelta64(5, "s")]
    ndarrays = [
        np.array([1, 2, 3]),
        np.array([1, 2**40]),
        np.array([1.0, np.nan]),
        np.array([[1, 2], [3, 4]], dtype="uint8"),
        np.array([True, False]),
        np.array(["a", "bb"]),
        np.array([1, "x", None], dtype="object"),
        np.array([1.5], dtype="float32"),
        np.array(["2024-01-02"], dtype="datetime64[D]"),
        np.array([1, 2], dtype=">i2"),
        np.zeros((0, 3)),
    ]
    typed = [array.array("d", [1.0, 2.0]), array.array("B", [1, 2])]
    doc.add_root(AnyBox(name="box", items=scalars + containers + times + ndarrays + typed, peer=Point(x=5)))
    glyph = Scatter(x="x", y=expr(CumSum(field="y")), size=value(5), angle=1.0, fill_color="c", line_color="#1f77b4")
    source = ColumnDataSource({"x": [1], "y": [1], "c": ["red"]})
    doc.add_root(GlyphRenderer(data_source=source, glyph=glyph))


# ----------------------------------------------------------------------------- the scenarios: what their docs say

Open = Callable[[Callable[[Document], None]], Awaitable[tuple[Connection, list[Content]]]]


async def ws_handshake_pull(open: Open) -> None:
    """ACK, PULL-DOC-REQ/REPLY, SERVER-INFO-REQ/REPLY, client close 1000"""
    one, _ = await open(slider_app)
    await one.request("SERVER-INFO-REQ")


async def ws_slider_callback(open: Open) -> None:
    """client sets slider.value; the Python callback replaces source.data and div.text; order of PATCH-DOC and OK; a second
    identical set is a no-op; two changes in one message"""
    one, [slider, *_] = await open(slider_app)
    await one.patch(changed(slider, "value", 5))
    await one.patch(changed(slider, "value", 5))
    await one.patch(changed(slider, "value", 6), changed(slider, "value", 7))


async def ws_stream_patch_s2c(open: Open) -> None:
    """server side source.stream / source.patch / source.data[col]= / source.data= seen by the client (binary buffers)"""
    one, [_, cmd] = await open(source_app)
    for command in ("stream", "streamlist", "patch", "patcharray", "setcol", "setall"):
        await one.patch(changed(cmd, "value", command))


async def ws_stream_patch_c2s(open: Open) -> None:
    """client 1 streams (ndarray buffers, typed_array), patches, replaces data, sends ColumnDataChanged with cols=['v'] (the
    server then LOSES the other columns) and a stream with a wrong column set (ERROR); client 2 on the same session receives
    the rebroadcasts; final PULL shows the server state"""
    one, [source, _] = await open(source_app)
    await open(source_app)
    data = {"model": ref(source), "attr": "data"}
    stream = {"kind": "ColumnsStreamed", **data}
    columns = wire_map(t=ndarray(0, "float64", 2), v=ndarray(1, "int32", 2), s=["x", "y"])
    buffers = [np.array([2.0, 3.0]).tobytes(), np.array([12, 13], dtype="int32").tobytes()]
    await one.patch({**stream, "rollover": 4, "data": columns}, buffers=buffers)
    typed = {"type": "typed_array", "array": {"type": "bytes", "data": {"id": "0"}}, "order": "little", "dtype": "float64"}
    columns = wire_map(t=typed, v=[14], s=["z"])
    await one.patch({**stream, "rollover": None, "data": columns}, buffers=[np.array([4.0]).tobytes()])
    patches = wire_map(t=[[0, 77.5]], v=[[{"type": "slice", "start": 0, "stop": 2, "step": None}, [1, 2]]])
    await one.patch({"kind": "ColumnsPatched", **data, "patches": patches})
    columns = wire_map(t=ndarray(0, "float64", 1), v=[1], s=["a"])
    await one.patch(changed(source, "data", columns), buffers=[np.array([5.0]).tobytes()])
    await one.patch({"kind": "ColumnDataChanged", **data, "data": wire_map(v=[42]), "cols": ["v"]})
    await one.patch({**stream, "rollover": None, "data": wire_map(t=[1.0])})
    await one.request("PULL-DOC-REQ")


async def ws_title_roots_s2c(open: Open) -> None:
    """server side title change, add_root, remove_root, new model in a property"""
    one, [cmd, *_] = await open(roots_app)
    for command in ("title", "add", "remove", "newmodel"):
        await one.patch(changed(cmd, "value", command))


async def ws_title_roots_c2s(open: Open) -> None:
    """client 1 changes the title, adds a root, changes it, removes it, patches the removed (stale) model, puts a new model in
    a property; client 2 receives the rebroadcasts"""
    one, [_, _, col] = await open(roots_app)
    await open(roots_app)
    await one.patch({"kind": "TitleChanged", "title": "From client"})
    await one.patch({"kind": "RootAdded", "model": div("j1", "client div")})
    await one.patch(changed({"id": "j1"}, "text", "changed"))
    await one.patch({"kind": "RootRemoved", "model": {"id": "j1"}})
    await one.patch(changed({"id": "j1"}, "text", "stale"))
    await one.patch(changed(col, "children", [div("j2", "child")]))


async def ws_push_doc_two_clients(open: Open) -> None:
    """PUSH-DOC on an existing session: RootRemoved/RootAdded/TitleChanged are sent to ALL clients, the pusher included; a doc
    without config -> ERROR"""
    one, _ = await open(roots_app)
    await open(roots_app)
    doc = {"version": bokeh.__version__, "title": "Pushed", "config": None, "roots": [div("j9", "pushed")]}
    await one.request("PUSH-DOC", {"doc": doc})
    notifications = {"type": "object", "name": "Notifications", "id": "j11"}
    config = {"type": "object", "name": "DocumentConfig", "id": "j10", "attributes": {"notifications": notifications}}
    await one.request("PUSH-DOC", {"doc": {**doc, "title": "Pushed 2", "roots": [], "config": config}})
    await one.request("PUSH-DOC", {"doc": {"roots": [], "title": "x"}})


async def values_py_to_wire(open: Open) -> None:
    """PULL-DOC-REPLY of a doc with one list item per Python value (values_app in scripts/record_transcripts.py, in its order),
    a custom DataModel (defs), a glyph renderer with dataspecs"""
    await open(values_app)


SCENARIOS = [
    ws_handshake_pull,
    ws_slider_callback,
    ws_stream_patch_s2c,
    ws_stream_patch_c2s,
    ws_title_roots_s2c,
    ws_title_roots_c2s,
    ws_push_doc_two_clients,
    values_py_to_wire,
]


def ref(model: Content) -> Content:
    return {"id": model["id"]}


def changed(model: Content, attr: str, new: Any) -> Content:
    return {"kind": "ModelChanged", "model": ref(model), "attr": attr, "new": new}


def div(id: str, text: str) -> Content:
    return {"type": "object", "name": "Div", "id": id, "attributes": {"text": text}}


def wire_map(**entries: Any) -> Content:
    return {"type": "map", "entries": [[key, item] for key, item in entries.items()]}


def ndarray(buffer: int, dtype: str, length: int) -> Content:
    bytes = {"type": "bytes", "data": {"id": str(buffer)}}
    return {"type": "ndarray", "array": bytes, "dtype": dtype, "shape": [length], "order": "little"}


async def record(scenario: Callable[[Open], Awaitable[None]], server: Server) -> Recording:
    name = scenario.__name__
    description = " ".join((scenario.__doc__ or "").split())
    recording: Recording = {"scenario": name, "bokeh": bokeh.__version__, "description": description, "frames": []}
    connections: list[Connection] = []
    token = generate_jwt_token(f"session-of-{name}")

    async def open(app: Callable[[Document], None]) -> tuple[Connection, list[Content]]:
        """One more client of the scenario's session, which pulls the document: the client and the document's roots."""
        connections.append(connection := Connection(len(connections) + 1, recording))
        await connection.open(f"http://localhost:{server.port}/{app.__name__}", token)
        reply = await connection.request("PULL-DOC-REQ")
        return connection, reply["doc"]["roots"]

    await scenario(open)
    for connection in connections:
        await connection.close()
    return recording


async def main(folder: Path) -> None:
    apps = {f"/{app.__name__}": app for app in (slider_app, source_app, roots_app, values_app)}
    server = Server(apps, port=0, keep_alive_milliseconds=0)
    server.start()
    folder.mkdir(parents=True, exist_ok=True)
    for scenario in SCENARIOS:
        recording = await record(scenario, server)
        (folder / f"{scenario.__name__}.json").write_text(json.dumps(recording, indent=1, ensure_ascii=False) + "\n")
        print(f"{scenario.__name__}: {len(recording['frames'])} frames")
    server.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
