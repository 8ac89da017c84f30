"""Starts the server without one of its parts, for the tests that show what would happen then.

`WEAKENED` in the environment says which.
"""

import os
import sys

import streamlit
from starlette.types import Receive, Scope, Send
from streamlit.runtime import Runtime

from streamlit_cognito import __main__ as server
from streamlit_cognito import leased_websocket, media, streamlit_hooks, streamlit_sessions, uploads
from streamlit_cognito.identity import Identity
from streamlit_cognito.sessions import Lease


def keep_no_sessions_apart() -> None:
    """Let Streamlit itself say who a session's user is (by its cookie, which is nobody here); no page needs a group."""
    original = Runtime.connect_session

    def connect_session(self: Runtime, user_info: dict[str, object], **others: object) -> str:
        return original(self, user_info={"groups": (), "email": None, "name": None, **user_info}, **others)

    def install() -> None:
        Runtime.connect_session = connect_session

    server.install = install
    server.protect_pages = lambda _page_groups: None
    server.protect_files = lambda: None


def go_on_without_a_group() -> None:
    """Only tell scripts of a lost group, as of everything else that changed."""

    def renew(self: Lease, identity: Identity) -> None:
        self.user_info.update(identity.user_info())

    Lease.renew = renew


def name_files_by_parts_of_them() -> None:
    """Let Streamlit name files, and keep the first of a name."""
    media.name_files_by_all_of_them = lambda: None


def serve_files_to_everyone() -> None:
    """Ask who somebody is, but not what pages have shown them."""
    media.serve_files_to_their_users = lambda: None
    media.run_deferred_downloads_for_their_session = lambda: None


def limit_nothing() -> None:
    """Leave uploads, messages and caches to Streamlit."""

    async def serve(self: uploads.UploadLimit, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    uploads.UploadLimit.__call__ = serve
    uploads.leave = lambda _lease: None
    streamlit_hooks._keep_caches = lambda: None
    streamlit_hooks._limit_file_names = lambda: None
    leased_websocket.is_too_much = lambda _message: False
    streamlit_hooks._max_message = lambda: 100_000_000


def take_messages_of_frames() -> None:
    """Leave it to Streamlit which sites its page takes messages from."""
    original = streamlit.App.run

    def run(self: streamlit.App, config: dict[str, object]) -> None:
        original(self, config={name: value for name, value in config.items() if name != "client.allowedOrigins"})

    streamlit.App.run = run


def take_any_modules() -> None:
    """Be made of whatever Python finds first."""
    server.check_own_modules = lambda _folders: None


def keep_the_first_user_of_a_session() -> None:
    """Let Streamlit go on with the user of the websocket that a session began with, and leave that one open."""

    def connect(session: str, lease: Lease) -> None:
        streamlit_sessions._left.pop(session, None)
        streamlit_sessions._connected[session] = lease

    streamlit_sessions.connect = connect
    streamlit_hooks._show_user = lambda _runtime, _session, _lease: None


def ask_scripts_whose_sessions_are() -> None:
    """Take a session's user from what its scripts see, and can empty."""

    def connected_of(sub: str) -> list[str]:
        return [session for session, lease in streamlit_sessions._connected.items() if lease.user_info["sub"] == sub]

    streamlit_sessions.connected_of = connected_of


WEAKNESSES = {
    "sessions": keep_no_sessions_apart,
    "groups": go_on_without_a_group,
    "names of files": name_files_by_parts_of_them,
    "users of files": serve_files_to_everyone,
    "limits": limit_nothing,
    "owners": ask_scripts_whose_sessions_are,
    "resumed": keep_the_first_user_of_a_session,
    "frames": take_messages_of_frames,
    "modules": take_any_modules,
}
WEAKNESSES[os.environ["WEAKENED"]]()
server.main(sys.argv[1:])
