"""The sessions that this process knows: how long they still last, their open websockets, and which were signed out."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from contextvars import ContextVar
from typing import Any

from .identity import Identity

MAX_REMEMBERED = 100_000
"""Sessions. Beyond it the oldest is forgotten."""


MAX_WEBSOCKETS = 10
"""Of one user at one task: each is a page that is open, and may run the script whenever it likes."""


class Lease:
    """What keeps one websocket open."""

    def __init__(self, identity: Identity, seconds: float) -> None:
        """Begin with a full lease."""
        self.identity = identity
        self.user_info: dict[str, Any] = identity.user_info()
        """What the websocket's script sees as `st.user`: the very object, so that it can be kept current."""
        self._seconds = seconds
        self._until = _now() + seconds
        self._ended = asyncio.Event()

    def renew(self, identity: Identity) -> None:
        """Start the lease anew, and show scripts the groups and names of the renewed tokens.

        A lost group ends the lease instead: Streamlit keeps the fragments and callbacks of a page that has run, and
        would run them again without asking for the page. The page connects again, and Streamlit gives it a new session,
        because this one's `st.user` stays another.
        """
        if not set(self.identity.groups) <= set(identity.groups):
            self.end()
            return
        self.identity = identity
        self._until = _now() + self._seconds
        self.user_info.update(identity.user_info())

    def end(self) -> None:
        """Let the websocket be closed now."""
        self._ended.set()

    @property
    def ended(self) -> bool:
        """Whether it was ended, rather than not renewed: its session is not to go on."""
        return self._ended.is_set()

    async def over(self) -> None:
        """Wait for the lease's end."""
        while (left := self._until - _now()) > 0 and not self._ended.is_set():
            try:
                await asyncio.wait_for(self._ended.wait(), left)
            except TimeoutError:
                continue


served: ContextVar[Lease | None] = ContextVar("streamlit_cognito_lease", default=None)
"""The lease of the websocket that is being served."""


def _now() -> float:
    """Return the time by the event loop's clock, which is what waits for the end."""
    return asyncio.get_running_loop().time()


class Sessions:
    """All sessions of one process."""

    def __init__(self, session_timeout: int, lease: float) -> None:
        """Know none yet; both times are in seconds."""
        self._timeout = session_timeout
        self._lease = lease
        self._leases: dict[str, set[Lease]] = {}
        self._first_seen: OrderedDict[str, float] = OrderedDict()
        self._signed_out: OrderedDict[str, float] = OrderedDict()

    def open(self, identity: Identity) -> Lease:
        """Begin the lease of a websocket that is being opened."""
        lease = Lease(identity, self._lease)
        self._leases.setdefault(identity.session, set()).add(lease)
        return lease

    def has_too_many(self, identity: Identity) -> bool:
        """Whether a user may open no further websocket, in whatever session."""
        open_ones = (lease for leases in self._leases.values() for lease in leases)
        return sum(lease.identity.sub == identity.sub for lease in open_ones) >= MAX_WEBSOCKETS

    def close(self, lease: Lease) -> None:
        """Forget a websocket."""
        leases = self._leases.get(lease.identity.session, set())
        leases.discard(lease)
        if not leases:
            self._leases.pop(lease.identity.session, None)

    def renew(self, identity: Identity) -> None:
        """Renew the leases of a session's websockets: its page just reached the server through the load balancer."""
        for lease in self._leases.get(identity.session, ()):
            lease.renew(identity)

    def remaining(self, identity: Identity) -> float:
        """Return the seconds that the load balancer will keep the session, at most.

        It is a hint: the load balancer does not tell, so the session began when this process first saw it.
        """
        now = time.time()
        started = self._first_seen.setdefault(identity.session, now)
        _forget(self._first_seen, now - self._timeout)
        return max(0.0, started + self._timeout - now)

    def sign_out(self, identity: Identity) -> None:
        """End a session for good, whoever still holds a copy of its cookies."""
        now = time.time()
        self._signed_out[identity.session] = now
        _forget(self._signed_out, now - self._timeout)
        for lease in self._leases.get(identity.session, ()):
            lease.end()

    def is_signed_out(self, identity: Identity) -> bool:
        """Whether a session was signed out here."""
        return identity.session in self._signed_out


def _forget(times: OrderedDict[str, float], before: float) -> None:
    """Drop what is older than any session, and the oldest of too many."""
    while times and (len(times) > MAX_REMEMBERED or next(iter(times.values())) < before):
        times.popitem(last=False)


def public_name(identity: Identity) -> str:
    """Return a name of the session that its page may know."""
    return hashlib.sha256(identity.session.encode()).hexdigest()[:16]
