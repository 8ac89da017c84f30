"""Attacks on a task's memory by uploads, on the real server."""

import socket
import time
from contextlib import ExitStack

import pytest
from websockets.sync.client import ClientConnection

from .issuing import APP_URL, Issuers, somebody
from .running import HOST, PATIENCE, Headers, Running, code_at_the_end, run_page
from .uploading import FILE, MULTIPART, multipart, upload


def remove(server: Running, mine: Headers, session: str, file: str) -> int:
    return server.request("DELETE", f"/_stcore/upload_file/{session}/{file}", mine).status


def fill(server: Running, mine: Headers, session: str) -> list[int]:
    return [upload(server, mine, session, str(number)) for number in range(8)]


class Slow:
    """An upload whose body does not come yet; the server waits for it already."""

    def __init__(self, server: Running, mine: Headers, session: str, *length: tuple[str, str]) -> None:
        headers = [("Host", HOST), ("Expect", "100-continue"), ("Connection", "close"), MULTIPART, *length, *mine]
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
