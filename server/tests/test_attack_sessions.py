"""Attacks with Streamlit's own sessions, on the real server: pages for groups, and other people's sessions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.sync.client import ClientConnection

from .issuing import APP_URL, Issuers
from .running import PATIENCE, Running, code_at_the_end, run_page
from .starting import weakened_server


def test_group_of_a_page_is_enforced_for_it(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers()) as websocket:
        run_page(websocket)
        _, text = run_page(websocket, "admin")
        assert "secret" not in text
        assert "do not have access" in text
        _, text = run_page(websocket, "reports")
        assert "secret" not in text
        assert "do not have access" in text
    with server.connect(issuers.headers(**{"cognito:groups": ["admins", "directors"]})) as websocket:
        assert "the admins' secret" in run_page(websocket, "admin")[1]
        assert "the directors' secret" in run_page(websocket, "reports")[1]


def test_heartbeat_brings_the_groups_of_the_renewed_tokens(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers(origin_jti="groups")) as websocket:
        assert "analyst True" in run_page(websocket)[1]
        renewed = issuers.headers(origin_jti="groups", **{"cognito:groups": ["analysts", "admins"]})
        assert server.request("GET", "/_session", renewed).status == 200
        assert "the admins' secret" in run_page(websocket, "admin")[1]


OTHER = {"sub": "99999999-2fa1-11d2-883f-0016d3cca427", "username": "mallory", "origin_jti": "mallory"}


def test_nobody_can_take_over_anothers_streamlit_session(server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers()) as websocket:
        session, _ = run_page(websocket)
        with server.connect(issuers.headers(**OTHER), session=session) as other:
            assert run_page(other)[0] != session
        assert "alice" in run_page(websocket)[1]
    with server.connect(issuers.headers(), session=session) as websocket:
        assert run_page(websocket)[0] == session


without_users = weakened_server("sessions")
without_renewal = weakened_server("groups")
without_returns = weakened_server("resumed")


def test_anybody_could_take_over_a_streamlit_session_without_its_user(without_users: Running, issuers: Issuers) -> None:
    with without_users.connect(issuers.headers()) as websocket:
        session, _ = run_page(websocket)
    with without_users.connect(issuers.headers(**OTHER), session=session) as other:
        assert run_page(other)[0] == session


def test_anybody_could_see_every_page_without_the_groups(without_users: Running, issuers: Issuers) -> None:
    with without_users.connect(issuers.headers()) as websocket:
        assert "the admins' secret" in run_page(websocket, "admin")[1]


ADMIN = {"cognito:groups": ["admins"]}
BOTH = {"cognito:groups": ["analysts", "admins"]}


def join_a_group_after_a_return(server: Running, issuers: Issuers) -> str:
    """Lose the network, come back to the same session, and be put into the admins; return what their page shows."""
    with server.connect(issuers.headers(origin_jti="returner")) as websocket:
        session, _ = run_page(websocket)
    with server.connect(issuers.headers(origin_jti="returner"), session=session) as websocket:
        assert run_page(websocket)[0] == session
        assert server.request("GET", "/_session", issuers.headers(origin_jti="returner", **BOTH)).status == 200
        return run_page(websocket, "admin")[1]


def test_heartbeat_brings_the_groups_after_a_return_as_well(server: Running, issuers: Issuers) -> None:
    assert "the admins' secret" in join_a_group_after_a_return(server, issuers)


def test_heartbeat_would_bring_no_groups_after_a_return_without_the_new_user(
    without_returns: Running, issuers: Issuers
) -> None:
    assert "do not have access" in join_a_group_after_a_return(without_returns, issuers)


@contextmanager
def two_logins(server: Running, issuers: Issuers) -> Iterator[tuple[ClientConnection, ClientConnection]]:
    """Begin a session with one login of a user, and go on with it with another."""
    with server.connect(issuers.headers(origin_jti="first")) as first:
        session, _ = run_page(first)
        with server.connect(issuers.headers(origin_jti="second"), session=session) as second:
            assert run_page(second)[0] == session
            yield first, second


def take_a_group_of_the_other_login(server: Running, issuers: Issuers) -> str:
    """Have the login that a session went on without join the admins; return what their page shows in the session."""
    with two_logins(server, issuers) as (_, second):
        assert server.request("GET", "/_session", issuers.headers(origin_jti="first", **BOTH)).status == 200
        text = run_page(second, "admin")[1]
        # Its own login's tokens have the last word, and do not have the group either.
        assert server.request("GET", "/_session", issuers.headers(origin_jti="second")).status == 200
        assert run_page(second, "admin")[1] == text
        return text


def test_session_has_no_groups_of_a_login_that_it_went_on_without(server: Running, issuers: Issuers) -> None:
    assert "do not have access" in take_a_group_of_the_other_login(server, issuers)


def test_session_would_have_groups_of_a_login_that_it_went_on_without_if_it_kept_its_user(
    without_returns: Running, issuers: Issuers
) -> None:
    assert "the admins' secret" in take_a_group_of_the_other_login(without_returns, issuers)


def test_websocket_that_a_session_went_on_without_is_closed(server: Running, issuers: Issuers) -> None:
    with two_logins(server, issuers) as (first, second):
        assert code_at_the_end(first) == 1008
        # The session does not end with it.
        assert "alice" in run_page(second)[1]


def test_websocket_that_a_session_went_on_without_would_stay_open_if_it_kept_its_user(
    without_returns: Running, issuers: Issuers
) -> None:
    with two_logins(without_returns, issuers) as (first, _):
        assert first.ping().wait(PATIENCE)


PARTS = {"fragment": "a part of the admins' secret", "button": "an admin's deed"}


def use_and_lose_the_group(
    part: str, server: Running, issuers: Issuers, websocket: ClientConnection
) -> tuple[str, dict[str, str]]:
    """Open the admins' page, use a part of it, and leave the group; return the session and what uses the part again."""
    session, text = run_page(websocket, "admin")
    pattern = r'fragment_id: "([^"]+)"' if part == "fragment" else r'\bid: "([^"]+)"\s+label: "Act"'
    found = re.search(pattern, text)
    assert found
    again = {part: found[1]}
    assert PARTS[part] in run_page(websocket, "admin", **again)[1]
    assert server.request("GET", "/_session", issuers.headers(origin_jti=part)).status == 200
    return session, again


@pytest.mark.parametrize("part", PARTS)
def test_lost_group_ends_fragments_and_callbacks_of_its_pages(part: str, server: Running, issuers: Issuers) -> None:
    with server.connect(issuers.headers(origin_jti=part, **ADMIN)) as websocket:
        session, _ = use_and_lose_the_group(part, server, issuers, websocket)
        assert code_at_the_end(websocket) == 1008
    # The page connects again, and asks for the session that it had.
    with server.connect(issuers.headers(origin_jti=part), session=session) as websocket:
        begun, text = run_page(websocket, "admin")
        assert begun != session
        assert "do not have access" in text


@pytest.mark.parametrize("part", PARTS)
def test_lost_group_would_leave_fragments_and_callbacks_running_without_an_end(
    part: str, without_renewal: Running, issuers: Issuers
) -> None:
    with without_renewal.connect(issuers.headers(origin_jti=part, **ADMIN)) as websocket:
        _, again = use_and_lose_the_group(part, without_renewal, issuers, websocket)
        assert PARTS[part] in run_page(websocket, "admin", **again)[1]
        assert "do not have access" in run_page(websocket, "admin")[1]


def test_signing_out_closes_open_pages(server: Running, issuers: Issuers) -> None:
    mine = issuers.headers(origin_jti="signing out")
    with server.connect(mine) as websocket, server.connect(issuers.headers()) as other:
        run_page(websocket)
        assert server.request("POST", "/sign-out", [*mine, ("Origin", APP_URL)]).status == 303
        assert code_at_the_end(websocket) == 1008
        assert "alice" in run_page(other)[1]
    assert server.request("GET", "/", mine).status == 401
