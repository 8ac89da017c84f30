"""Runs the real server as a process, with a small app, and talks to it as the load balancer would."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from .issuing import APP_URL, ARN, CLIENT, COOKIE, POOL

SERVER = Path(__file__).parent.parent
HOST = APP_URL.removeprefix("https://")
PATIENCE = 30.0
"""Seconds after which a test gives up: far more than anything here takes."""

Headers = list[tuple[str, str]]


def environment(keys_url: str, **changes: str) -> dict[str, str]:
    return {
        "ALB_ARN": ARN,
        "ALB_PUBLIC_KEYS_URL": keys_url,
        "COGNITO_USER_POOL_ID": POOL,
        "COGNITO_CLIENT_ID": CLIENT,
        "COGNITO_JWKS_URL": f"{keys_url}/jwks.json",
        "COGNITO_LOGIN_URL": "https://login.auth.eu-west-1.amazoncognito.com",
        "APP_URL": APP_URL,
        "SIGNED_OUT_URL": f"{APP_URL}/signed-out",
        "SESSION_COOKIE_NAME": COOKIE,
        "SESSION_TIMEOUT": "3600",
        **changes,
    }


@dataclass
class Running:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def request(self, method: str, path: str, headers: Headers, body: bytes = b"") -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = [("Host", HOST), ("Content-Length", str(len(body))), ("Connection", "close"), *headers]
        for name, value in sent:
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        response.text = response.read().decode()
        connection.close()
        return response

    def connect(self, headers: Headers, origin: str | None = APP_URL, session: str = "") -> ClientConnection:
        names = ["streamlit", "none", *([session] if session else [])]
        return connect(
            f"ws://{HOST}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", self.port), PATIENCE),
            additional_headers=headers,
            origin=origin,
            subprotocols=names,
            compression=None,
            open_timeout=PATIENCE,
            close_timeout=PATIENCE,
            max_size=None,
            proxy=None,
        )


def rerun(page: str = "", fragment: str = "", button: str = "") -> bytes:
    """Return what a browser sends to run a page, or one fragment of it, or after a click."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = fragment
    if button:
        message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    return message.SerializeToString()


def run_page(websocket: ClientConnection, page: str = "", **part: str) -> tuple[str, str]:
    """Run the script for a page; return the Streamlit session's id, and all text that the page got."""
    websocket.send(rerun(page, **part))
    session, text = "", []
    while True:
        message = ForwardMsg.FromString(websocket.recv(timeout=PATIENCE))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            session = message.new_session.initialize.session_id
            text.clear()
        elif kind == "delta":
            text.append(MessageToString(message.delta, as_utf8=True))
        elif kind == "script_finished":
            return session, "\n".join(text).replace("\\'", "'")


def find(pattern: str, text: str) -> str:
    """Return a part of what a page got."""
    found = re.search(pattern, text)
    assert found, text
    return found[1]


def code_at_the_end(websocket: ClientConnection) -> int | None:
    """Read until the server closes the websocket; return the code that it gives."""
    try:
        while True:
            websocket.recv(PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def free_port() -> int:
    """Below the ephemeral ports: one of those may be another process's before the server listens."""
    for _ in range(100):
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("Nothing can listen on any of a hundred ports.")


@contextmanager
def running(app: Path, folder: Path, variables: dict[str, str], module: str = "streamlit_cognito") -> Iterator[Running]:
    """Start the server in the app's folder, as the container does; stop it in the end."""
    port, log = free_port(), folder / "server.log"
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    variables = {
        **inherited,
        "PYTHONPATH": str(SERVER),
        "PYTHONSAFEPATH": "1",
        "PYTHONUNBUFFERED": "1",
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        # For most tests nothing is edited, and each session costs twice the time where Streamlit watches its modules.
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
        **variables,
    }
    command = [sys.executable, "-m", module, app.name]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=app.parent, env=variables, stdout=output, stderr=output)
    server = Running(process, port, log)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_until_healthy(server: Running) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"The server ended by itself:\n{server.log.read_text()}")
        try:
            if server.request("GET", "/_stcore/health", []).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server is not healthy:\n{server.log.read_text()}")
