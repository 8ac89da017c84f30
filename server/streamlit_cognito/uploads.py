"""What users may hold of a task's memory by uploads. Streamlit limits each file, not how many there are."""

import sys
from collections import Counter
from typing import cast

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.logger import get_logger
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from . import streamlit_sessions
from .answers import NO_STORE
from .authentication import RawHeaders
from .identity import current
from .sessions import Lease

FILES_PER_USER = 3
"""Files of Streamlit's `server.maxUploadSize` that one user may hold: two, and one that is to replace one of them."""
LEAST_FILE = 16 * 1024
"""Bytes that each file counts at least, so that there are not too many to count."""
_AROUND_FILE = 4 * 1024
"""Bytes that a full file's form and its name may take besides."""
_PREFIX = "/_stcore/upload_file/"
_log = get_logger("streamlit_cognito")


def may_hold() -> int:
    """Return the bytes of uploads that one user may hold at a task."""
    return FILES_PER_USER * (_max_file() + _AROUND_FILE)


def _max_file() -> int:
    return int(config.get_option("server.maxUploadSize")) * 1024 * 1024


def announced(headers: RawHeaders) -> int:
    """Return the bytes that a request's body may have; without a plain length as many as Streamlit reads."""
    headers = list(headers)
    lengths = [value for name, value in headers if name.lower() == b"content-length"]
    chunked = any(name.lower() == b"transfer-encoding" for name, _ in headers)
    plain = len(lengths) == 1 and not chunked and lengths[0].isdigit()
    return max(LEAST_FILE, int(lengths[0]) if plain else _max_file())


def _files() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr)


def _size(file: UploadedFileRec) -> int:
    """Return the bytes of memory that a file takes, its name included, which the sender chooses as well."""
    return max(LEAST_FILE, sum(sys.getsizeof(part) for part in file))


def _held(sessions: list[str]) -> int:
    storage = _files().file_storage
    return sum(_size(file) for session in sessions for file in list(storage.get(session, {}).values()))


def leave(lease: Lease) -> None:
    """Note that a websocket is closed. If its lease was ended, its Streamlit session ends, and its files go.

    Otherwise Streamlit keeps both for a while; they count as long as it does.
    """
    for session in streamlit_sessions.disconnect(lease):
        if lease.ended:
            _end(session)
    for session in streamlit_sessions.left():
        if not _held([session]):
            streamlit_sessions.forget(session)


def _end(session: str) -> None:
    Runtime.instance().close_session(session)
    streamlit_sessions.forget(session)


async def _read_to_the_end(receive: Receive, size: int) -> None:
    """Keep nothing of a body. A browser, and the load balancer, read no answer while they still send."""
    while size > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        size -= len(message.get("body", b""))


class UploadLimit:
    """Refuses uploads of a user who holds too much already, or into a session of somebody else."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of the app; `identity.current` says who asks."""
        self._app = app
        self._arriving: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        path, user = scope["path"], current.get()
        if scope["method"] not in ("PUT", "DELETE") or not path.startswith(_PREFIX) or user is None:
            await self._app(scope, receive, send)
            return
        sub, (session, _, file) = user["sub"], path.removeprefix(_PREFIX).partition("/")
        size = announced(scope["headers"]) if scope["method"] == "PUT" else 0
        if (refused := self._refusal(sub, session, size)) is not None:
            _log.warning("%s upload of %s bytes", refused.status_code, size)
            await _read_to_the_end(receive, size if size <= may_hold() else 0)
            await refused(scope, receive, send)
            return
        self._arriving[sub] += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._arriving[sub] -= size
            self._arriving += Counter()  # Forgets whoever has none.
            if not Runtime.instance().is_active_session(session):
                # It ended meanwhile, and Streamlit, which has removed its files, would keep this one for ever.
                _files().remove_file(session, file)

    def _refusal(self, sub: str, session: str, size: int) -> Response | None:
        if streamlit_sessions.owner(session) != sub:
            return PlainTextResponse("There is no such session.\n", 400, NO_STORE)
        if size and not self._fits(sub, size):
            text = "You have uploaded too much. Remove files, or close other tabs of this app, and try again.\n"
            return PlainTextResponse(text, 413, NO_STORE)
        return None

    def _fits(self, sub: str, size: int) -> bool:
        free = may_hold() - self._arriving[sub] - size - _held(streamlit_sessions.connected_of(sub))
        old = streamlit_sessions.left_of(sub)
        if 0 <= free < _held(old):
            # Pages that are closed give way: Streamlit would keep their files until another session ends.
            for session in old:
                _end(session)
        return free >= 0
