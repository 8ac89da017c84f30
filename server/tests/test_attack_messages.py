"""Attacks with a websocket's messages, on the real server: on a task's memory, and on everybody's caches."""

import re
from contextlib import suppress
from types import SimpleNamespace

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from streamlit_cognito import streamlit_hooks
from streamlit_cognito.message_parts import MAX_PARTS, is_too_much
from streamlit_cognito.streamlit_hooks import FILES_PER_MINUTE

from .issuing import Issuers, somebody
from .running import PATIENCE, Running, code_at_the_end, run_page


def send_a_long_message(server: Running, issuers: Issuers) -> bool:
    """Send more than Streamlit takes in one message; tell whether it was read to its end."""
    with server.connect(issuers.headers()) as websocket:
        # The server may refuse it before it has all been sent.
        with suppress(ConnectionClosed):
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


def ask_where_to_upload(websocket: ClientConnection, number: int) -> tuple[int, str]:
    """Name files to upload; return how many addresses there are in the answer, and what it says instead."""
    message = BackMsg()
    message.file_urls_request.request_id = "upload"
    message.file_urls_request.file_names.extend([""] * number)
    websocket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(websocket.recv(timeout=PATIENCE))
        if answer.WhichOneof("type") == "file_urls_response":
            assert answer.file_urls_response.response_id == "upload"
            return len(answer.file_urls_response.file_urls), answer.file_urls_response.error_msg


def test_user_cannot_ask_for_any_number_of_addresses_to_upload_to(limited: Running, issuers: Issuers) -> None:
    refused = (0, f"Too many files. You can upload {FILES_PER_MINUTE} in a minute.")
    with limited.connect(issuers.headers()) as websocket, limited.connect(issuers.headers()) as tab:
        assert ask_where_to_upload(websocket, 20 * FILES_PER_MINUTE) == refused
        # Nor in several messages, whose answers are kept for a browser that does not read them.
        for number in (FILES_PER_MINUTE // 2, FILES_PER_MINUTE // 2 - 1):
            assert ask_where_to_upload(websocket, number) == (number, "")
        assert ask_where_to_upload(websocket, 2) == refused
        assert ask_where_to_upload(tab, FILES_PER_MINUTE) == (FILES_PER_MINUTE, "")


def test_user_could_ask_for_any_number_of_addresses_to_upload_to_without_the_limit(
    unlimited: Running, issuers: Issuers
) -> None:
    with unlimited.connect(issuers.headers()) as websocket:
        for _ in range(2):
            assert ask_where_to_upload(websocket, 20 * FILES_PER_MINUTE) == (20 * FILES_PER_MINUTE, "")


class Session:
    """Stands for Streamlit's; remembers how many addresses were in each answer."""

    def __init__(self) -> None:
        self.answers: list[int] = []

    def _handle_file_urls_request(self, file_urls_request: FileURLsRequest) -> None:
        self.answers.append(len(file_urls_request.file_names))

    def _enqueue_forward_msg(self, message: ForwardMsg) -> None:
        self.answers.append(len(message.file_urls_response.file_urls))


def test_user_can_upload_again_a_minute_later(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 59.0, 61.0, 120.0])
    monkeypatch.setattr(streamlit_hooks, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(AppSession, "_handle_file_urls_request", Session._handle_file_urls_request)
    streamlit_hooks._limit_file_names()
    session = Session()
    for _ in range(4):
        AppSession._handle_file_urls_request(session, FileURLsRequest(file_names=["file"] * FILES_PER_MINUTE))
    assert session.answers == [FILES_PER_MINUTE, 0] * 2


def of_many(kind: str, number: int = MAX_PARTS + 1) -> bytes:
    """Return a message of so many parts, each as small as can be."""
    message = BackMsg()
    widgets = message.rerun_script.widget_states.widgets
    if kind == "names of files":
        message.file_urls_request.file_names.extend([""] * number)
    elif kind == "hashes":
        message.rerun_script.cached_message_hashes.extend([""] * number)
    elif kind == "widgets":
        widgets.extend([WidgetState()] * number)
    elif kind == "uploaded files":
        widgets.add().file_uploader_state_value.uploaded_file_info.extend([UploadedFileInfo()] * number)
    elif kind == "texts":
        widgets.add().string_array_value.data.extend([""] * number)
    else:
        widgets.add().int_array_value.data.extend([0] * number)
    return message.SerializeToString()


KINDS = ["names of files", "hashes", "widgets", "uploaded files", "texts", "numbers"]


def is_read(kind: str, server: Running, issuers: Issuers) -> bool:
    """Send a message of many parts; tell whether Streamlit reads it, or the websocket is closed."""
    with server.connect(issuers.headers()) as websocket:
        websocket.send(of_many(kind))
        try:
            run_page(websocket)
        except ConnectionClosed as closed:
            return bool(closed.rcvd is None or closed.rcvd.code != 1009)
        return True


@pytest.mark.parametrize("kind", KINDS)
def test_messages_of_many_parts_are_not_read(kind: str, limited: Running, issuers: Issuers) -> None:
    assert not is_read(kind, limited, issuers)
    assert not is_too_much(of_many(kind, MAX_PARTS // 2))


@pytest.mark.parametrize("kind", KINDS)
def test_messages_of_many_parts_would_be_read_without_the_limit(
    kind: str, unlimited: Running, issuers: Issuers
) -> None:
    assert is_read(kind, unlimited, issuers)


UNREADABLE = {
    "ends in a number": b"\xff",
    "has a number that is too long": b"\x58" + b"\xff" * 10 + b"\x01" + b"a" * 8,
    "ends in a text": b"\x5a\x02\x22",
    "has a part that is longer than the one around it": b"\x5a\x02\x22\x05aaaaa",
    "has a part of no kind": b"\x5f",
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_messages_that_cannot_be_counted_are_not_read(what: str) -> None:
    with pytest.raises(DecodeError):
        BackMsg.FromString(UNREADABLE[what])
    assert is_too_much(UNREADABLE[what])


def test_parts_that_streamlit_does_not_know_count_as_well() -> None:
    unknown = b"\xfa\x7f\x01a\xfd\x7faaaa\xf9\x7faaaaaaaa\xf8\x7f\x01\xfb\x7f\xfc\x7f"
    assert not is_too_much(unknown * (MAX_PARTS // 10))
    assert is_too_much(unknown * (MAX_PARTS // 5))
    assert BackMsg.FromString(unknown)
