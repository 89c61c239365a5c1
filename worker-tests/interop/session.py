"""Shared by the programs in this folder: sessions of the stock client, and waiting for the server's messages."""

from collections.abc import Callable
from typing import Any

from bokeh.client import ClientSession, pull_session
from bokeh.model import Model
from bokeh.util.token import generate_session_id


def open_session(url: str, session_id: str | None = None) -> ClientSession:
    """Pulls a new session, or the one with the given (signed) id."""
    return pull_session(url=url, session_id=session_id or generate_session_id())


def wait_until(session: ClientSession, predicate: Callable[[], bool]) -> None:
    """Sends pending messages and applies received ones until the predicate holds."""
    session._connection._loop_until(lambda: predicate() or not session.connected)
    assert session.connected, "the server closed the connection"


def model(session: ClientSession, of: type[Model], **attributes: Any) -> Any:
    """The only model of the given type, or the only one with the given attributes."""
    found = session.document.select_one({"type": of, **attributes})
    assert found is not None, f"there is no {of.__name__}"
    return found
