"""Which user each of Streamlit's sessions belongs to: what Streamlit itself does not tell by a session's id."""

import time

from .sessions import Lease

A_MOMENT = 60.0
"""Seconds in which a page follows Streamlit to where it signs out."""

_connected: dict[str, Lease] = {}
"""The websocket that a session has, by the session's id. Not its `st.user`, which scripts can empty."""
_left: dict[str, str] = {}
"""The `sub` of each session without a websocket. Streamlit keeps it and its files, so that its page can come back."""
_signing_out: dict[str, float] = {}
"""When a script called `st.logout()`, in a thread of its own, by the load balancer's session that it ran in."""


def connect(session: str, lease: Lease) -> None:
    """Remember whose session it is, and which websocket it has; one that it had before is closed."""
    _left.pop(session, None)
    before, _connected[session] = _connected.get(session), lease
    if before is not None:
        before.end()


def disconnect(lease: Lease) -> list[str]:
    """Return the sessions of a websocket that is closed, which are without one from now on."""
    sessions = [session for session, connected in _connected.items() if connected is lease]
    for session in sessions:
        _left[session] = _connected.pop(session).identity.sub
    return sessions


def forget(session: str) -> None:
    """Forget a session that is without a websocket."""
    _left.pop(session, None)


def owner(session: str) -> str | None:
    """Return the `sub` of a session's user."""
    return _connected[session].identity.sub if session in _connected else _left.get(session)


def connected_of(sub: str) -> list[str]:
    """Return a user's sessions that have a websocket."""
    return [session for session, lease in _connected.items() if lease.identity.sub == sub]


def left_of(sub: str) -> list[str]:
    """Return a user's sessions that have none."""
    return [session for session, user in _left.items() if user == sub]


def left() -> list[str]:
    """Return everybody's sessions that have none."""
    return list(_left)


def ask_to_sign_out(session: str) -> None:
    """Note that a script wants its user signed out."""
    now = time.monotonic()
    for earlier, moment in list(_signing_out.items()):
        if moment < now - A_MOMENT:
            _signing_out.pop(earlier, None)
    if lease := _connected.get(session):
        _signing_out[lease.identity.session] = now


def was_asked_to_sign_out(session: str) -> bool:
    """Whether a script wanted so a moment ago, by the load balancer's session. The answer is given once."""
    return _signing_out.pop(session, -A_MOMENT) > time.monotonic() - A_MOMENT
