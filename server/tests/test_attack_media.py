"""Attacks with the files of pages, on the real server: one user's download, image or sound in another's hands."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from .issuing import Issuers
from .running import PATIENCE, Headers, Running, find, run_page
from .starting import weakened_server

naming_by_parts = weakened_server("names of files")
serving_everyone = weakened_server("users of files")


@pytest.fixture
def alice(issuers: Issuers) -> Headers:
    return issuers.headers()


@pytest.fixture
def bob(issuers: Issuers) -> Headers:
    return issuers.headers(sub="99999999-2fa1-11d2-883f-0016d3cca427", username="bob", origin_jti="bob")


def report(websocket: ClientConnection) -> str:
    """Open the page; return the address of the user's own file on it."""
    return find(r'label: "Own"[^}]*?url: "(/media/[^"]+\.csv)"', run_page(websocket, "files")[1])


def salaries(server: Running, user: Headers, other: Headers) -> list[str]:
    """Open both users' pages; return whose salary is in the file of each."""
    with server.connect(user) as websocket, server.connect(other) as others:
        addresses = [report(websocket), report(others)]
        files = [server.request("GET", *asked) for asked in zip(addresses, (user, other), strict=True)]
        return [find(r"salary of (\w+)", file.text) for file in files]


def test_files_that_differ_in_any_part_are_not_taken_for_each_other(
    server: Running, alice: Headers, bob: Headers
) -> None:
    assert salaries(server, alice, bob) == ["alice", "bob"]


def test_download_would_be_anothers_if_files_were_named_by_parts_of_them(
    naming_by_parts: Running, alice: Headers, bob: Headers
) -> None:
    assert salaries(naming_by_parts, alice, bob) == ["alice", "alice"]


def test_names_of_files_cannot_be_told_from_their_content(
    server: Running, serving_everyone: Running, alice: Headers
) -> None:
    with server.connect(alice) as websocket, serving_everyone.connect(alice) as other_process:
        assert report(websocket) != report(other_process)


METHODS = [("GET", []), ("HEAD", []), ("GET", [("Range", "bytes=0-99")])]


@pytest.mark.parametrize(("method", "more"), METHODS)
def test_file_is_served_to_nobody_but_its_user(
    method: str, more: Headers, server: Running, alice: Headers, bob: Headers
) -> None:
    with server.connect(alice) as websocket, server.connect(bob) as others:
        run_page(others, "files")
        address = report(websocket)
        for variant in (address, address.removesuffix(".csv"), f"{address}?a=b", address.replace("/media", "/%6Dedia")):
            assert server.request(method, variant, [*bob, *more]).status == 404
        assert server.request(method, address, more).status == 401
        assert server.request(method, address, [*alice, *more]).status == (206 if more else 200)


def test_file_would_be_served_to_everyone_without_its_users(
    serving_everyone: Running, alice: Headers, bob: Headers
) -> None:
    with serving_everyone.connect(alice) as websocket:
        served = serving_everyone.request("GET", report(websocket), bob)
        assert "salary of alice" in served.text


def test_file_of_a_cached_element_is_served_to_all_who_are_shown_it(
    server: Running, alice: Headers, bob: Headers
) -> None:
    for user in (alice, bob):
        with server.connect(user) as websocket:
            address = find(r'url: "(/media/[^"]+\.mp3)"', run_page(websocket, "files")[1])
            assert server.request("GET", address, user).text == "a jingle for all"


def test_file_stays_its_users_when_the_websocket_is_lost_and_comes_back(
    server: Running, alice: Headers, bob: Headers
) -> None:
    with server.connect(alice) as websocket:
        session, _ = run_page(websocket)
        address = report(websocket)
    assert server.request("GET", address, alice).status == 200
    with server.connect(alice, session=session):
        assert server.request("GET", address, alice).status == 200
        assert server.request("GET", address, bob).status == 404


def placeholder(websocket: ClientConnection) -> tuple[str, str]:
    """Return the Streamlit session, and what the button's click sends."""
    session, text = run_page(websocket, "files")
    return session, find(r'deferred_file_id: "([^"]+)"', text)


def click(websocket: ClientConnection, session: str, file: str) -> str:
    """Ask for a file that is made at a click; return its address, or nothing."""
    message = BackMsg()
    message.backend_operation_request.request_id = "click"
    message.backend_operation_request.session_id = session
    message.backend_operation_request.deferred_file.file_id = file
    websocket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(websocket.recv(timeout=PATIENCE))
        if answer.WhichOneof("type") == "backend_operation_response":
            return str(answer.backend_operation_response.deferred_file.url)


def test_download_is_made_for_the_session_whose_button_it_is(server: Running, alice: Headers, bob: Headers) -> None:
    with server.connect(alice) as websocket, server.connect(bob) as others:
        session, file = placeholder(websocket)
        assert click(others, placeholder(others)[0], file) == ""
        address = click(websocket, session, file)
        assert server.request("GET", address, alice).text == "made for alice"
        assert server.request("GET", address, bob).status == 404


def test_download_would_be_made_for_others_without_the_session(
    serving_everyone: Running, alice: Headers, bob: Headers
) -> None:
    with serving_everyone.connect(alice) as websocket, serving_everyone.connect(bob) as others:
        file = placeholder(websocket)[1]
        address = click(others, placeholder(others)[0], file)
        served = serving_everyone.request("GET", address, bob)
        assert served.text == "made for alice"
