"""Tries the installed Streamlit once, when an image is built: `python -m streamlit_cognito.check`.

What the server changes in Streamlit must not only be there but have its effect: a Streamlit that takes users, pages or
files from elsewhere would not keep them apart. So a small app is served to one user, without a network.
"""

import asyncio
import re
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp, Message

from . import __main__ as server
from .identity import Identity, current
from .media import protect_files
from .page_groups import protect_pages
from .sessions import Lease, served
from .streamlit_hooks import FILES_PER_MINUTE, HookError, check_version, install, looking_up, unfit

if TYPE_CHECKING:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_USER = Identity("user-of-the-check", None, None, False, None, None, ("some",), "session-of-the-check")
_OTHER = replace(_USER, sub="another-user-of-the-check")
_OPEN = """
import streamlit as st
st.write(f"seen by {st.user.sub} of {st.user.groups[0]}")
for name in "one", "two":
    st.download_button(name, (b"." * 2**18 + name.encode()).ljust(2**21), "same.bin", "application/octet-stream")
"""
_BUTTONS = 2
"""Of the open page: each brings a file."""
_CLOSED = 'import streamlit as st\nst.write("what only others may see")\n'
_PATIENCE = 60.0
"""Seconds: far more than all of it takes."""


def main() -> None:
    """Try everything.

    Raises:
        SystemExit: says what does not fit, and what to do.

    """
    try:
        check_version()
        install()
        with TemporaryDirectory() as folder:
            asyncio.run(asyncio.wait_for(_try_app(Path(folder).resolve()), _PATIENCE))
    except HookError as error:
        sys.exit(str(error))
    except Exception as error:  # Whatever it is, the app could not be served either.
        sys.exit(str(unfit(f"cannot serve an app here ({type(error).__name__}: {error})")))


async def _try_app(folder: Path) -> None:
    script, closed = folder / "app.py", folder / "pages" / "closed.py"
    closed.parent.mkdir()
    script.write_text(_OPEN)
    closed.write_text(_CLOSED)
    server.script_of(server.command_line([str(script)])["target"])
    with looking_up():
        from streamlit import App
        from streamlit.web.server.starlette import starlette_server
        from uvicorn import Config

        app = App(str(script))
        Config(app, **starlette_server._get_uvicorn_config_kwargs())
    protect_pages({str(closed): frozenset({"others"})})
    protect_files()

    lifespan = _Connection(app, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}})
    await lifespan.ask({"type": "lifespan.startup"})
    websocket = await _connect(app, Lease(_USER, _PATIENCE))
    page = await _run_page(websocket, "")
    if "seen by user-of-the-check of some" not in page:
        raise unfit("does not take a session's user from where the server puts it")
    await _try_files(app, re.findall(r'url: "(/media/[^"]+)"', page))
    refused = await _run_page(websocket, "closed")
    if "what only others may see" in refused or "do not have access" not in refused:
        raise unfit("does not take its pages from where the server checks who may see them")
    await _try_names(websocket)
    await _try_return(app, page)
    await websocket.end({"type": "websocket.disconnect", "code": 1000})
    await lifespan.end({"type": "lifespan.shutdown"})


async def _try_return(app: ASGIApp, page: str) -> None:
    """Come back to the page's session, and be put into another group then."""
    lease = Lease(_USER, _PATIENCE)
    sessions = re.findall(r'\bsession_id: "([^"]+)"', page)
    websocket = await _connect(app, lease, *sessions)
    lease.user_info["groups"] = ("others",)
    returned = await _run_page(websocket, "")
    if "seen by user-of-the-check of others" not in returned or not sessions or sessions[0] not in returned:
        raise unfit("does not show a session the user of the websocket that it goes on with")
    await websocket.end({"type": "websocket.disconnect", "code": 1000})


async def _connect(app: ASGIApp, lease: Lease, *session: str) -> "_Connection":
    served.set(lease)
    current.set(lease.user_info)
    scope = _scope("websocket", "/_stcore/stream")
    names = ["streamlit", *(["none", *session] if session else [])]
    scope["subprotocols"], scope["headers"][-1] = names, (b"sec-websocket-protocol", ", ".join(names).encode())
    websocket = _Connection(app, scope)
    await websocket.ask({"type": "websocket.connect"})
    return websocket


async def _try_files(app: ASGIApp, urls: list[str]) -> None:
    """Fetch a file of the page as its user, and as another."""
    if len(urls) != _BUTTONS or urls[0] == urls[1]:
        raise unfit("does not name the files of a page as the server does")
    for user, expected in ((_USER, 200), (_OTHER, 404)):
        current.set(user.user_info())
        request = _Connection(app, {**_scope("http", urls[0]), "method": "GET", "http_version": "1.1"})
        start = await request.ask({"type": "http.request", "body": b"", "more_body": False})
        await request.end({"type": "http.disconnect"})
        if start["status"] != expected:
            raise unfit("does not take the files of a page from where the server checks whose they are")


async def _try_names(websocket: "_Connection") -> None:
    """Ask where to upload more files than the server allows."""
    with looking_up():
        from streamlit.proto.BackMsg_pb2 import BackMsg
    request = BackMsg()
    request.file_urls_request.file_names.extend([""] * (FILES_PER_MINUTE + 1))
    [*_, answer] = await _ask(websocket, request, "file_urls_response")
    if answer.file_urls_response.file_urls:
        raise unfit("does not ask where to upload files where the server counts them")


def _scope(kind: str, path: str) -> dict[str, Any]:
    headers = [(b"host", b"localhost"), (b"sec-websocket-protocol", b"streamlit")]
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "scheme": "ws" if kind == "websocket" else "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "subprotocols": ["streamlit"],
        "state": {},
    }


async def _run_page(websocket: "_Connection", name: str) -> str:
    """Run a page as a browser does; return all that it sends until it ends."""
    with looking_up():
        from streamlit.proto.BackMsg_pb2 import BackMsg
    request = BackMsg()
    request.rerun_script.page_name = name
    return "".join(str(answer) for answer in await _ask(websocket, request, "script_finished"))


async def _ask(websocket: "_Connection", request: "BackMsg", last: str) -> "list[ForwardMsg]":
    """Send a message; return all answers up to the first of a type."""
    with looking_up():
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    message = await websocket.ask({"type": "websocket.receive", "bytes": request.SerializeToString()})
    answers = [ForwardMsg.FromString(message["bytes"])]
    while answers[-1].WhichOneof("type") != last:
        message = await websocket.receive()
        answers.append(ForwardMsg.FromString(message["bytes"]))
    return answers


class _Connection:
    """A request, a websocket or the lifespan of an app, as a server would hold it."""

    def __init__(self, app: ASGIApp, scope: dict[str, Any]) -> None:
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self._serving = asyncio.ensure_future(self._serve(app, scope))

    async def _serve(self, app: ASGIApp, scope: dict[str, Any]) -> None:
        await app(scope, self._to_app.get, self._from_app.put)

    async def receive(self) -> Message:
        """Return the app's next message; fail as soon as the app does."""
        message = asyncio.ensure_future(self._from_app.get())
        either: set[asyncio.Future[Any]] = {message, self._serving}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not message.done():
            message.cancel()
            self._serving.result()
            raise ConnectionError("the app ended by itself")
        received = message.result()
        if received["type"] in ("lifespan.startup.failed", "websocket.close"):
            raise ConnectionError(f"{received['type']}: {received.get('message') or received.get('reason')}")
        return received

    async def ask(self, message: Message) -> Message:
        await self._to_app.put(message)
        return await self.receive()

    async def end(self, message: Message) -> None:
        await self._to_app.put(message)
        await self._serving


if __name__ == "__main__":
    main()
