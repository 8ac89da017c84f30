"""The few places where Streamlit offers no setting for what the server needs. Each is checked before anything listens.

`python -m streamlit_cognito.check` tries them, too, when an image is built.

- `Runtime.connect_session`: where a websocket becomes a session of a user. Its setting
  `server.trustedUserHeaders` knows strings only: no list of groups, no boolean `is_logged_in`, no name in Japanese.
- `AppSession._user_info`: what the scripts of a session see as `st.user`, through all of its websockets.
- `AppSession._handle_clear_cache_request`: any browser may ask to empty the `st.cache_...` of everybody.
- `Runtime.clear_user_info_for_session`: `st.logout()`, after which Streamlit sends the page to `/auth/logout`.
- `AppSession._handle_file_urls_request`: a browser may ask for any number of addresses to upload to, in a few bytes.
- `ScriptCache.get_bytecode`: what each script comes from before it runs, pages included (see page_groups.py).
- `MemoryMediaFileStorage` and `DeferredFileHandler`: what keeps and makes the files of pages (see media.py).
- the arguments of uvicorn, for headers as long as the load balancer's, and messages no longer than Streamlit takes.
"""

import inspect
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import streamlit
from streamlit.logger import get_logger

from . import streamlit_sessions
from .sessions import Lease, served

MAX_HEADERS = 64 * 1024
"""Bytes of all headers together: the load balancer's limit. Source: "Quotas for your Application Load Balancers"."""

FILES_PER_MINUTE = 1000
"""Files for which one session is told where to upload them: more than a person does. Streamlit makes over 1 KB of each
name, be it empty, and keeps answers that the browser does not read."""
MINUTE = 60.0
"""Seconds."""
_log = get_logger("streamlit_cognito")


class HookError(Exception):
    """The installed Streamlit lacks what the server needs; the message says what."""


def check_version() -> None:
    """Refuse a Streamlit without `st.App`.

    Raises:
        HookError: names the installed version and the least one.

    """
    if not hasattr(streamlit, "App"):
        raise HookError(
            f"Streamlit {streamlit.__version__} is too old for a login in front of it: it has no st.App. "
            "Put streamlit==1.67.* into the app's requirements."
        )


def install() -> None:
    """Put every hook in place.

    Raises:
        HookError: when Streamlit is not as the hooks expect it.

    """
    _allow_long_headers()
    _give_sessions_their_user()
    _keep_caches()
    _limit_file_names()
    _note_logouts()


def unfit(difference: str) -> HookError:
    """Return the error for a Streamlit that is not as the server expects it."""
    return HookError(
        f"Streamlit {streamlit.__version__} {difference}: it is not as 1.67, which this server was written for. "
        "Pin streamlit==1.67.* in the app's requirements, or update the server."
    )


@contextmanager
def looking_up() -> Iterator[None]:
    """Look for names in Streamlit's inside, and in what it brings.

    Raises:
        HookError: names what is not there.

    """
    try:
        yield
    except (ImportError, AttributeError) as error:
        raise unfit(f"lacks something that the server needs ({error})") from error


def expect_parameters(function: Callable[..., Any], expected: set[str]) -> None:
    """Compare a function of Streamlit with what its hook was written for.

    Raises:
        HookError: names the function and the versions.

    """
    if not expected <= set(inspect.signature(function).parameters):
        raise unfit(f"has another {function.__qualname__}")


def _give_sessions_their_user() -> None:
    with looking_up():
        from streamlit.runtime import Runtime

        original = Runtime.connect_session
    expect_parameters(original, {"self", "client", "user_info", "existing_session_id"})

    def connect_session(self: Runtime, client: Any, user_info: Any, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG001 - Streamlit's own arguments.
        lease = served.get()
        if lease is None:
            raise RuntimeError("A Streamlit session was asked for outside of an authenticated request.")
        # Streamlit lets nobody resume a session whose user_info differs, so `sub` being in it keeps users apart.
        session = original(self, client, lease.user_info, *args, **kwargs)
        streamlit_sessions.connect(session, lease)
        _show_user(self, session, lease)
        return session

    Runtime.connect_session = connect_session  # type: ignore[method-assign] # There is no setting for it.


def _show_user(runtime: Any, session: str, lease: Lease) -> None:  # noqa: ANN401 - Streamlit is looked up later.
    """Show a session that a page came back to the user of its new websocket; the old one's is kept current no more."""
    info = runtime._session_mgr.get_active_session_info(session)
    if info is None:
        raise unfit("does not know a session that has just begun")
    info.session._user_info = lease.user_info


def _keep_caches() -> None:
    with looking_up():
        from streamlit.runtime.app_session import AppSession

        original = AppSession._handle_clear_cache_request
    expect_parameters(original, {"self"})

    def ignore(self: AppSession) -> None:
        """Leave everybody's caches alone, which one user's browser asked to be emptied."""

    AppSession._handle_clear_cache_request = ignore  # type: ignore[method-assign] # There is no setting for it.


def _limit_file_names() -> None:
    with looking_up():
        from streamlit.proto.Common_pb2 import FileURLsRequest
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
        from streamlit.runtime.app_session import AppSession

        original = AppSession._handle_file_urls_request
    expect_parameters(original, {"self", "file_urls_request"})
    # Of each session: when its minute began, and how many names it has sent since.
    minutes: WeakKeyDictionary[AppSession, tuple[float, int]] = WeakKeyDictionary()

    def handle(self: AppSession, file_urls_request: FileURLsRequest) -> None:
        now = time.monotonic()
        begun, before = minutes.get(self, (now, 0))
        if now - begun >= MINUTE:
            begun, before = now, 0
        names = len(file_urls_request.file_names)
        if before + names <= FILES_PER_MINUTE:
            minutes[self] = begun, before + names
            original(self, file_urls_request)
            return
        _log.warning("a page asked where to upload %s files, after %s before", names, before)
        refusal = ForwardMsg()
        refusal.file_urls_response.response_id = file_urls_request.request_id
        refusal.file_urls_response.error_msg = f"Too many files. You can upload {FILES_PER_MINUTE} in a minute."
        self._enqueue_forward_msg(refusal)

    AppSession._handle_file_urls_request = handle  # type: ignore[method-assign] # There is no setting for it.


def _note_logouts() -> None:
    with looking_up():
        from streamlit.runtime import Runtime

        original = Runtime.clear_user_info_for_session
    expect_parameters(original, {"self", "session_id"})

    def clear_user_info_for_session(self: Runtime, session_id: str) -> None:
        streamlit_sessions.ask_to_sign_out(session_id)
        original(self, session_id)

    Runtime.clear_user_info_for_session = clear_user_info_for_session  # type: ignore[method-assign] # There is no setting.


def _max_message() -> int:
    """Return the bytes of a browser's message that Streamlit takes; it would read longer ones whole to refuse them."""
    with looking_up():
        from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

        return get_max_widget_state_size_bytes()


def _allow_long_headers() -> None:
    # Two shards of the session's cookie are longer than the 8 KB that the websockets library takes by itself; it reads
    # this when it is imported.
    os.environ.setdefault("WEBSOCKETS_MAX_LINE_LENGTH", str(MAX_HEADERS))
    with looking_up():
        from streamlit.web.server.starlette import starlette_server
        from uvicorn import Config

        original = starlette_server._get_uvicorn_config_kwargs
    ours = {"h11_max_incomplete_event_size": MAX_HEADERS, "server_header": False}
    expect_parameters(Config.__init__, {*ours, "ws_max_size"})

    def with_long_headers() -> dict[str, Any]:
        return {**original(), **ours, "ws_max_size": _max_message()}

    starlette_server._get_uvicorn_config_kwargs = with_long_headers
