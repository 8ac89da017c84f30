"""Attacks on what everybody shares at a task, on the real server: its memory, by uploads, and Streamlit's caches."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection

from .issuing import APP_URL, Issuers
from .key_server import KeyServer
from .running import HOST, PATIENCE, Headers, Running, code_at_the_end, environment, run_page, running

VARIABLES = {
    "STREAMLIT_SERVER_MAX_WIDGET_STATE_SIZE": "1",
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
}
_BOUNDARY = "a-boundary"
_MULTIPART = ("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")


def server_with(module: str, **variables: str) -> Any:
    @pytest.fixture(scope="module")
    def start(keys: KeyServer, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
        with running(
            app, tmp_path_factory.mktemp("uploads"), environment(keys.url, **VARIABLES, **variables), module
        ) as server:
            yield server

    return start


limited = server_with("streamlit_cognito")
unlimited = server_with("tests.weakened", WEAKENED="limits")


def multipart(size: int, name: str = "file") -> bytes:
    disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    return f"--{_BOUNDARY}\r\n{disposition}\r\n\r\n".encode() + b"x" * size + f"\r\n--{_BOUNDARY}--\r\n".encode()


FILE = 1024 * 1024 - len(multipart(0))
"""Bytes of a full file: Streamlit's limit is on the form that it comes in."""


def upload(server: Running, mine: Headers, session: str, file: str, size: int = FILE) -> int:
    path = f"/_stcore/upload_file/{session}/{file}"
    return server.request("PUT", path, [*mine, _MULTIPART], multipart(size)).status


def remove(server: Running, mine: Headers, session: str, file: str) -> int:
    return server.request("DELETE", f"/_stcore/upload_file/{session}/{file}", mine).status


def fill(server: Running, mine: Headers, session: str) -> list[int]:
    return [upload(server, mine, session, str(number)) for number in range(8)]


class Slow:
    """An upload whose body does not come yet; the server waits for it already."""

    def __init__(self, server: Running, mine: Headers, session: str, *length: tuple[str, str]) -> None:
        headers = [("Host", HOST), ("Expect", "100-continue"), ("Connection", "close"), _MULTIPART, *length, *mine]
        lines = [f"{name}: {value}" for name, value in headers]
        self._socket = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
        self._socket.sendall(
            "\r\n".join([f"PUT /_stcore/upload_file/{session}/slow HTTP/1.1", *lines, "", ""]).encode()
        )
        self.status = self._status()

    def _status(self) -> int:
        return int(self._socket.recv(1000).split()[1])

    def __enter__(self) -> "Slow":
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()

    def finish(self, body: bytes) -> int:
        self._socket.sendall(body)
        with self:
            return self._status()


def somebody(issuers: Issuers, name: str, **claims: Any) -> Headers:
    return issuers.headers(sub=name, origin_jti=name, **claims)


def holders(server: Running, issuers: Issuers) -> str:
    with server.connect(somebody(issuers, "onlooker")) as websocket:
        return run_page(websocket, "held")[1]


def test_user_cannot_fill_a_tasks_memory(limited: Running, issuers: Issuers) -> None:
    mine, other = somebody(issuers, "filler"), somebody(issuers, "another")
    with limited.connect(mine) as websocket, limited.connect(mine) as tab, limited.connect(other) as others:
        session = run_page(websocket)[0]
        assert fill(limited, mine, session) == [204] * 3 + [413] * 5
        assert upload(limited, mine, run_page(tab)[0], "other-tab") == 413
        assert upload(limited, other, run_page(others)[0], "theirs") == 204
        assert remove(limited, mine, session, "0") == 204
        assert upload(limited, mine, session, "instead") == 204


def test_user_could_fill_a_tasks_memory_without_the_limit(unlimited: Running, issuers: Issuers) -> None:
    mine = somebody(issuers, "filler")
    with unlimited.connect(mine) as websocket:
        assert fill(unlimited, mine, run_page(websocket)[0]) == [204] * 8


def test_empty_files_count_as_well(limited: Running, issuers: Issuers) -> None:
    mine = somebody(issuers, "owner of little")
    with limited.connect(mine) as websocket:
        session = run_page(websocket)[0]
        statuses = [upload(limited, mine, session, str(number), 0) for number in range(200)]
    assert statuses == [204] * 192 + [413] * 8


def upload_beside_three(server: Running, mine: Headers, length: tuple[str, str]) -> int:
    """Upload while three others arrive; return what becomes of it."""
    with server.connect(mine) as websocket, ExitStack() as slow:
        session = run_page(websocket)[0]
        assert [slow.enter_context(Slow(server, mine, session, length)).status for _ in range(3)] == [100] * 3
        return upload(server, mine, session, "file")


LENGTHS = [("Content-Length", str(FILE)), ("Transfer-Encoding", "chunked")]


@pytest.mark.parametrize("length", LENGTHS, ids=["with a length", "without one"])
def test_uploads_that_arrive_count_as_well(limited: Running, issuers: Issuers, length: tuple[str, str]) -> None:
    assert upload_beside_three(limited, somebody(issuers, f"slow {length}"), length) == 413


def test_uploads_that_arrive_would_not_count_without_the_limit(unlimited: Running, issuers: Issuers) -> None:
    assert upload_beside_three(unlimited, somebody(issuers, "slow"), LENGTHS[0]) == 204


def in_anothers_session(server: Running, issuers: Issuers) -> list[int]:
    """Put a file into another user's session, and take one out of it."""
    mine, other = somebody(issuers, "owner"), somebody(issuers, "mallory")
    with server.connect(mine) as websocket:
        session = run_page(websocket)[0]
        assert upload(server, mine, session, "mine") == 204
        return [upload(server, other, session, "theirs"), remove(server, other, session, "mine")]


def test_user_cannot_change_anothers_files(limited: Running, issuers: Issuers) -> None:
    assert in_anothers_session(limited, issuers) == [400, 400]


def test_user_could_change_anothers_files_without_the_check(unlimited: Running, issuers: Issuers) -> None:
    assert in_anothers_session(unlimited, issuers) == [204, 204]


def sign_out(server: Running, issuers: Issuers, name: str) -> None:
    mine = somebody(issuers, name)
    assert server.request("POST", "/sign-out", [*mine, ("Origin", APP_URL)]).status == 303


def lose_a_group(server: Running, issuers: Issuers, name: str) -> None:
    assert server.request("GET", "/_session", somebody(issuers, name, **{"cognito:groups": []})).status == 200


ENDS = {"signing out": sign_out, "losing a group": lose_a_group}


def hold_and(end: str, server: Running, issuers: Issuers, websocket: ClientConnection) -> str:
    """Upload, and let the session end; return its id."""
    session = run_page(websocket)[0]
    assert upload(server, somebody(issuers, end), session, "file") == 204
    assert session in holders(server, issuers)
    ENDS[end](server, issuers, end)
    assert code_at_the_end(websocket) == 1008
    return session


@pytest.mark.parametrize("end", ENDS)
def test_ended_session_holds_no_files(limited: Running, issuers: Issuers, end: str) -> None:
    with limited.connect(somebody(issuers, end)) as websocket:
        session = hold_and(end, limited, issuers, websocket)
    assert session not in holders(limited, issuers)


@pytest.mark.parametrize("end", ENDS)
def test_ended_session_would_hold_files_without_its_end(unlimited: Running, issuers: Issuers, end: str) -> None:
    with unlimited.connect(somebody(issuers, end)) as websocket:
        session = hold_and(end, unlimited, issuers, websocket)
    assert session in holders(unlimited, issuers)


def outlive_with_an_upload(server: Running, issuers: Issuers, name: str) -> str:
    """Sign out while an upload arrives, and finish it then; return the session."""
    mine, body = somebody(issuers, name), multipart(FILE)
    with server.connect(mine) as websocket:
        session = run_page(websocket)[0]
        slow = Slow(server, mine, session, ("Content-Length", str(len(body))))
        sign_out(server, issuers, name)
        assert code_at_the_end(websocket) == 1008
    assert slow.finish(body) == 204
    return session


def test_upload_does_not_outlive_its_session(limited: Running, issuers: Issuers) -> None:
    assert outlive_with_an_upload(limited, issuers, "late") not in holders(limited, issuers)


def test_upload_would_outlive_its_session_without_the_limit(unlimited: Running, issuers: Issuers) -> None:
    assert outlive_with_an_upload(unlimited, issuers, "late") in holders(unlimited, issuers)


def test_closed_pages_give_way_to_new_ones(limited: Running, issuers: Issuers) -> None:
    mine = somebody(issuers, "returner")
    with limited.connect(mine) as websocket:
        closed = run_page(websocket)[0]
        fill(limited, mine, closed)
    with limited.connect(mine) as websocket:
        session = run_page(websocket)[0]
        deadline = time.monotonic() + PATIENCE
        # Until the server has noticed that the other one is closed.
        while upload(limited, mine, session, "new") != 204:
            assert time.monotonic() < deadline
    assert closed not in holders(limited, issuers)


def send_a_long_message(server: Running, issuers: Issuers) -> bool:
    """Send more than Streamlit takes in one message; tell whether it was read to its end."""
    with server.connect(issuers.headers()) as websocket:
        websocket.send(b"x" * 1_500_000)
        assert code_at_the_end(websocket) == 1009
    return "Client WebSocket message size 1500000 bytes exceeds" in server.log.read_text()


def test_long_messages_are_not_read(limited: Running, issuers: Issuers) -> None:
    assert not send_a_long_message(limited, issuers)


def test_long_messages_would_be_read_without_the_limit(unlimited: Running, issuers: Issuers) -> None:
    assert send_a_long_message(unlimited, issuers)


def made_for(websocket: ClientConnection) -> str:
    found = re.search(r"made ([0-9a-f-]{36})", run_page(websocket, "cached")[1])
    assert found
    return found[1]


def empty_the_caches(server: Running, issuers: Issuers) -> tuple[str, str]:
    """Ask for it as Streamlit's menu does; return what was made for another user before and after."""
    message = BackMsg(clear_cache=True).SerializeToString()
    with server.connect(issuers.headers()) as websocket, server.connect(somebody(issuers, "mallory")) as other:
        before = made_for(websocket)
        other.send(message)
        # Messages of one websocket are served in their order.
        run_page(other)
        return before, made_for(websocket)


def test_user_cannot_empty_everybodys_caches(limited: Running, issuers: Issuers) -> None:
    before, after = empty_the_caches(limited, issuers)
    assert after == before


def test_user_could_empty_everybodys_caches_without_the_hook(unlimited: Running, issuers: Issuers) -> None:
    before, after = empty_the_caches(unlimited, issuers)
    assert after != before
