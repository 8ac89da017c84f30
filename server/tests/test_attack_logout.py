"""Attacks with Streamlit's own `st.logout()`: on its user, from other sites, and on everybody else."""

import time

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from streamlit_cognito import streamlit_sessions
from streamlit_cognito.sign_out import STREAMLITS_PATH

from .asking import World
from .conftest import server_with
from .issuing import COOKIE, SUB, Issuers, somebody
from .running import PATIENCE, Running, code_at_the_end, find, rerun, run_page
from .uploading import upload

asking_scripts = server_with("tests.weakened", WEAKENED="owners")


def log_out(websocket: ClientConnection) -> str:
    """Click the page's button; return where Streamlit sends the page."""
    button = find(r'\bid: "([^"]+)"\s+label: "Log out"', run_page(websocket, "logout")[1])
    websocket.send(rerun("logout", button=button))
    while True:
        message = ForwardMsg.FromString(websocket.recv(timeout=PATIENCE))
        if message.WhichOneof("type") == "auth_redirect":
            return str(message.auth_redirect.url)


def test_streamlits_logout_ends_the_session(server: Running, issuers: Issuers) -> None:
    mine = somebody(issuers, "leaver")
    with server.connect(mine) as websocket:
        answer = server.request("GET", log_out(websocket), mine)
        assert answer.status == 303
        assert (answer.getheader("location") or "").startswith("https://login.auth.eu-west-1.amazoncognito.com/logout?")
        assert f"{COOKIE}-0=; Max-Age=-1" in (answer.getheader("set-cookie") or "")
        assert code_at_the_end(websocket) == 1008
    assert server.request("GET", "/", mine).status == 401


OWN = f"{SUB} origin_jti session-1"
A_MOMENT = streamlit_sessions.A_MOMENT
WITHOUT_A_CALL: dict[str, dict[str, float]] = {
    "no script called it": {},
    "a script of another session": {f"{SUB} origin_jti session-2": 0},
    "a script of another user": {"mallory origin_jti session-1": 0},
    "a script of long ago": {OWN: A_MOMENT + 1},
}


def follow(calls: dict[str, float], world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Follow a link to it, so many seconds after each call; return where it leads."""
    now = time.monotonic()
    called = {session: now - ago for session, ago in calls.items()}
    monkeypatch.setattr(streamlit_sessions, "_signing_out", called)
    answer = world.ask([*world.issuers.headers(), ("sec-fetch-site", "cross-site")], STREAMLITS_PATH)
    assert answer.status == 303
    return answer.all("location")


@pytest.mark.parametrize("who", WITHOUT_A_CALL)
def test_another_site_cannot_sign_a_user_out_by_streamlits_logout(
    who: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert follow(WITHOUT_A_CALL[who], world, monkeypatch) == ["/sign-out"]
    assert world.ask(world.issuers.headers()).status == 200


def test_another_site_would_sign_a_user_out_without_the_scripts_call(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamlit_sessions, "was_asked_to_sign_out", lambda _session: True)
    assert follow({}, world, monkeypatch) != ["/sign-out"]
    assert world.ask(world.issuers.headers()).status == 401


def test_call_of_a_script_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert follow({OWN: A_MOMENT - 1}, world, monkeypatch) != ["/sign-out"]
    assert world.ask(world.issuers.headers()).status == 401
    assert streamlit_sessions._signing_out == {}


def test_calls_that_nobody_followed_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_sessions, "_signing_out", {OWN: time.monotonic() - A_MOMENT - 1})
    streamlit_sessions.ask_to_sign_out("a session that is gone")
    assert streamlit_sessions._signing_out == {}


def statuses_beside_a_logout(server: Running, issuers: Issuers) -> list[int]:
    """Upload while another user's script has called `st.logout()`, whose page goes nowhere, and after it has."""
    mine, other = somebody(issuers, "alice"), somebody(issuers, "mallory")
    with server.connect(mine) as websocket:
        session = run_page(websocket)[0]
        with server.connect(other) as others:
            assert log_out(others) == STREAMLITS_PATH
            during = upload(server, mine, session, "during")
        return [during, upload(server, mine, session, "after")]


def test_streamlits_logout_of_one_user_leaves_everybody_elses_uploads_alone(limited: Running, issuers: Issuers) -> None:
    assert statuses_beside_a_logout(limited, issuers) == [204, 204]
    assert "KeyError: 'sub'" not in limited.log.read_text()


def test_streamlits_logout_of_one_user_would_break_everybody_elses_uploads_if_scripts_were_asked(
    asking_scripts: Running, issuers: Issuers
) -> None:
    assert statuses_beside_a_logout(asking_scripts, issuers)[0] == 500
