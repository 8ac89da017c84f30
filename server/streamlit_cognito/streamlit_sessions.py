"""Which user each of Streamlit's sessions belongs to: what Streamlit itself does not tell by a session's id."""

from typing import Any

_connected: dict[str, dict[str, Any]] = {}
"""`st.user` of the websocket that a session has, by the session's id."""
_left: dict[str, str] = {}
"""The `sub` of each session without a websocket. Streamlit keeps it and its files, so that its page can come back."""


def connect(session: str, user_info: dict[str, Any]) -> None:
    """Remember whose session it is, and which websocket it has: the one with this very object as its `st.user`."""
    _left.pop(session, None)
    _connected[session] = user_info


def disconnect(user_info: dict[str, Any]) -> list[str]:
    """Return the sessions of a websocket that is closed, which are without one from now on."""
    sessions = [session for session, connected in _connected.items() if connected is user_info]
    for session in sessions:
        _left[session] = _connected.pop(session)["sub"]
    return sessions


def forget(session: str) -> None:
    """Forget a session that is without a websocket."""
    _left.pop(session, None)


def owner(session: str) -> str | None:
    """Return the `sub` of a session's user."""
    return _connected[session]["sub"] if session in _connected else _left.get(session)


def connected_of(sub: str) -> list[str]:
    """Return a user's sessions that have a websocket."""
    return [session for session, user_info in _connected.items() if user_info["sub"] == sub]


def left_of(sub: str) -> list[str]:
    """Return a user's sessions that have none."""
    return [session for session, user in _left.items() if user == sub]


def left() -> list[str]:
    """Return everybody's sessions that have none."""
    return list(_left)
