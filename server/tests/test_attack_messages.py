"""Attacks with a websocket's messages, on the real server: on a task's memory, and on everybody's caches."""

import re

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection

from .issuing import Issuers, somebody
from .running import Running, code_at_the_end, run_page


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
