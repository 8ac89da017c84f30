"""The real server with a real Streamlit: what scripts see, and what a browser gets."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from streamlit_cognito.__main__ import main, options_of

from .issuing import COOKIE, Issuers
from .key_server import KeyServer
from .running import HOST, PATIENCE, SERVER, Running, environment, find, run_page, running


def test_script_knows_its_user(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers()) as websocket:
        _, text = run_page(websocket)
    assert "plain alice@example.com Åse Müller 山田 ['analysts'] True" in text
    assert "'sub': '1b4e28ba-2fa1-11d2-883f-0016d3cca427', 'username': 'alice'" in text
    assert "'email_verified': True" in text
    assert "analyst True" in text


def test_script_without_groups_is_in_none(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers(**{"cognito:groups": None})) as websocket:
        _, text = run_page(websocket)
    assert "analyst False" in text
    assert "Åse Müller 山田 [] True" in text


def test_script_sees_no_token_and_no_session_cookie(server: Running, issuers: Issuers) -> None:
    headers = issuers.headers()
    with server.connect([*headers, ("Cookie", f"{COOKIE}-0=secret; theme=dark")]) as websocket:
        _, text = run_page(websocket)
    assert "theme" in text
    assert "secret" not in text
    assert "oidc" not in text.lower()
    for _, value in headers[::2]:
        assert value[:40] not in text


def test_session_of_four_full_cookies_is_served(server: Running, issuers: Issuers) -> None:
    cookie = "; ".join(f"{COOKIE}-{shard}={'x' * 4000}" for shard in range(4))
    headers = [*issuers.headers(), ("Cookie", cookie)]
    with server.connect(headers) as websocket:
        assert "alice@example.com" in run_page(websocket)[1]
    # In pieces, as a network may bring it.
    lines = [f"{name}: {value}" for name, value in [("Host", HOST), ("Connection", "close"), *headers]]
    request = "\r\n".join(["GET / HTTP/1.1", *lines, "", ""]).encode()
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(request), 1000):
            connection.sendall(request[start : start + 1000])
            time.sleep(0.01)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_runs_of_scripts_do_not_look_for_garbage_in_what_was_there_before(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers()) as websocket:
        _, text = run_page(websocket)
    some, everything = map(int, find(r"looked through for garbage: (\d+ of \d+)", text).split(" of "))
    assert some < everything / 2


def test_page_carries_the_sessions_script_and_is_never_kept(server: Running, issuers: Issuers) -> None:
    for path in ("/", "/admin"):
        page = server.request("GET", path, [*issuers.headers(), ("Accept-Encoding", "gzip"), ("Accept", "text/html")])
        assert page.headers["Cache-Control"] == "no-store"
        assert page.text.count('<script src="/_session/page.js" defer></script></head>') == 1
        assert int(page.headers["Content-Length"]) == len(page.text.encode())
        assert 'id="root"' in page.text
    script = server.request("GET", "/_session/page.js", issuers.headers())
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert server.request("GET", "/_session/../settings.py", issuers.headers()).status == 404
    asset = re.search(r'src="\./(static/js/index[^"]+)"', page.text)
    assert asset
    assert "no-store" not in (server.request("GET", f"/{asset[1]}", issuers.headers()).headers["Cache-Control"] or "")


def test_nothing_is_served_without_identity(server: Running, issuers: Issuers) -> None:
    assert server.request("GET", "/", []).status == 401
    assert server.request("GET", "/_stcore/health", []).status == 200
    with pytest.raises(InvalidStatus, match="401"):
        server.connect([])
    with pytest.raises(InvalidStatus, match="403"):
        server.connect(issuers.headers(), origin="https://evil.example")


def test_log_names_no_address_that_would_refuse_whoever_opened_it(server: Running) -> None:
    assert "://" not in server.log.read_text()


def test_edit_reaches_open_pages_and_a_signal_stops_the_server(
    keys: KeyServer, issuers: Issuers, app: Path, tmp_path: Path
) -> None:
    shutil.copytree(app.parent, tmp_path / "app")
    script = tmp_path / "app" / "app.py"
    variables = environment(keys.url, STREAMLIT_SERVER_RUN_ON_SAVE="true", STREAMLIT_SERVER_FILE_WATCHER_TYPE="auto")
    with running(script, tmp_path, variables) as server, server.connect(issuers.headers()) as websocket:
        run_page(websocket)
        script.write_text(script.read_text() + '\nst.write("edited")\n')
        text = ""
        while "edited" not in text:
            text = str(ForwardMsg.FromString(websocket.recv(PATIENCE)))
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) in (0, -signal.SIGTERM)


def test_files_are_watched_only_where_they_can_be_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "app.py"
    assert "server.fileWatcherType" not in options_of(script, {})
    # As on a read-only file system, or in another user's folder. Root, who may run this, can write to the others.
    writable: list[Path] = []
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or path in writable)
    assert options_of(script, {})["server.fileWatcherType"] == "none"
    assert options_of(script, {"server_fileWatcherType": "poll"})["server.fileWatcherType"] == "poll"
    for one in (script, tmp_path):
        writable[:] = [one]
        assert "server.fileWatcherType" not in options_of(script, {})


def test_people_see_that_an_app_failed_and_not_how(keys: KeyServer, issuers: Issuers, tmp_path: Path) -> None:
    """Unless the app's own configuration has it shown."""
    script = tmp_path / "app.py"
    script.write_text('raise ValueError("boom")\n')
    pages = []
    for folder in (tmp_path / "log", tmp_path / "other log"):
        folder.mkdir()
        with running(script, folder, environment(keys.url)) as server, server.connect(issuers.headers()) as websocket:
            pages.append(run_page(websocket)[1])
        configuration = tmp_path / ".streamlit" / "config.toml"
        configuration.parent.mkdir(exist_ok=True)
        configuration.write_text('[client]\nshowErrorDetails = "full"\n')
    assert "exception" in pages[0]
    assert "boom" not in pages[0]
    assert "boom" in pages[1]


def test_server_refuses_to_start_and_says_everything_that_is_wrong(app: Path) -> None:
    variables = environment(
        "http://keys.example", APP_URL="app.example", SIGNED_OUT_URL="/signed-out", SESSION_TIMEOUT="0"
    )
    refused = subprocess.run(
        [sys.executable, "-m", "streamlit_cognito", "app.py"],
        cwd=app.parent,
        env={"PYTHONPATH": str(SERVER), "PATH": "/usr/bin", **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert refused.returncode == 1
    for name in ("ALB_PUBLIC_KEYS_URL", "COGNITO_JWKS_URL", "APP_URL", "SIGNED_OUT_URL", "SESSION_TIMEOUT"):
        assert refused.stderr.count(name) == 1
    assert "COGNITO_CLIENT_ID" not in refused.stderr


Refusal = Callable[..., str]


@pytest.fixture
def refusal(app: Path, monkeypatch: pytest.MonkeyPatch) -> Refusal:
    """Start a server that must refuse to; return what it says. It ends before it changes anything in this process."""

    def start(variables: dict[str, str], *arguments: str) -> str:
        monkeypatch.chdir(app.parent)
        monkeypatch.setattr(os, "environ", variables)
        with pytest.raises(SystemExit) as refused:
            main(list(arguments))
        return str(refused.value.code)

    return start


def test_server_refuses_an_empty_environment(refusal: Refusal) -> None:
    assert refusal({}, "app.py").count("is missing") == 10


def test_server_refuses_pages_that_do_not_exist(refusal: Refusal) -> None:
    variables = environment("https://keys.example", PAGE_GROUPS='{"pages/admim.py": ["admins"]}')
    assert "pages/admim.py" in refusal(variables, "app.py")


def test_server_refuses_scripts_that_cannot_be_compiled(refusal: Refusal, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "broken.py"
    page.parent.mkdir()
    page.write_bytes(b"null \0 byte")
    page.with_name("folder.py").mkdir()
    script = tmp_path / "app.py"
    script.write_text("import streamlit as st\nst.write('half a line\n")
    said = refusal(environment("https://keys.example"), str(script))
    assert re.search(r"- app\.py: .*line 2\)\n  - pages/broken\.py: .*null byte", said)


def test_server_refuses_a_script_that_does_not_exist(refusal: Refusal) -> None:
    assert "missing.py" in refusal(environment("https://keys.example"), "missing.py")
