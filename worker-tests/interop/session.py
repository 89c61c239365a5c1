"""What the programs beside this one share: sessions of the stock client, and waiting for what the server sends."""

from collections.abc import Callable
from typing import Any

from bokeh.client import ClientSession, pull_session
from bokeh.model import Model
from bokeh.util.token import generate_session_id


def open_session(url: str, session_id: str | None = None) -> ClientSession:
    """Pulls a session: a new one, or the one with that (signed) id."""
    return pull_session(url=url, session_id=session_id or generate_session_id())


def wait_until(session: ClientSession, predicate: Callable[[], bool]) -> None:
    """Sends what is pending and applies what comes, until the predicate holds."""
    session._connection._loop_until(lambda: predicate() or not session.connected)
    assert session.connected, "the server closed the connection"


def model(session: ClientSession, of: type[Model], **attributes: Any) -> Any:
    """The only model of that type, or the only one with those attributes too."""
    found = session.document.select_one({"type": of, **attributes})
    assert found is not None, f"there is no {of.__name__}"
    return found
