"""An app that only some groups may open: every request of somebody else is refused, whatever it is for."""

import asyncio

import pytest

from streamlit_cognito import guard as guard_module
from streamlit_cognito.settings import SettingsError, load_settings

from .asking import SECRET, Websocket, World
from .issuing import APP_URL, COOKIE, Issuers, user_claims
from .key_server import KeyServer
from .running import Headers, environment

PATHS = [
    "/",
    "/reports",
    "/_stcore/host-config",
    "/_stcore/upload_file/a/b",
    "/media/file",
    "/static/index.js",
    "/_session",
    "/_session/page.js",
    "/sign-out/",
    "//sign-out",
]
OTHERS = {
    "in no group": [],
    "in another group": ["admins"],
    "in a group of almost the same name": ["analyst", "Analysts", "analysts "],
    "with groups that are no list": "analysts",
    "with a group that is no text": [["analysts"]],
}


@pytest.fixture
def restricted(keys: KeyServer, issuers: Issuers) -> World:
    return World(issuers, keys, APP_GROUPS='["analysts", "owners"]')


def of(world: World, groups: object) -> Headers:
    return world.issuers.headers(**{"cognito:groups": groups})


@pytest.mark.parametrize("groups", [["analysts"], ["owners"], ["admins", "analysts"]])
def test_members_of_any_of_the_groups_are_served(groups: list[str], restricted: World) -> None:
    assert restricted.ask(of(restricted, groups)).body == SECRET


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("path", PATHS)
def test_everybody_else_is_refused(path: str, who: str, restricted: World) -> None:
    for method in ("GET", "POST", "PUT", "HEAD"):
        assert restricted.ask(of(restricted, OTHERS[who]), path, method).status == 403
    assert restricted.app.reached == []


def test_everybody_else_would_be_served_without_the_check(restricted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "may_open", lambda _groups, _identity: True)
    assert restricted.ask(of(restricted, [])).body == SECRET


def test_a_websocket_of_somebody_else_is_refused(restricted: World) -> None:
    async def first_answer(groups: list[str]) -> tuple[str, int | None]:
        async with Websocket(restricted, of(restricted, groups)) as websocket:
            message = await websocket.receive()
            return message["type"], message.get("status")

    assert asyncio.run(first_answer(["admins"])) == ("websocket.http.response.start", 403)
    assert restricted.app.reached == []
    assert asyncio.run(first_answer(["analysts"])) == ("websocket.accept", None)


def test_a_person_is_told_and_can_sign_out(restricted: World) -> None:
    headers = of(restricted, [])
    answer = restricted.ask([*headers, ("accept", "text/html,*/*")])
    assert (answer.status, answer.all("cache-control")) == (403, ["no-store"])
    assert b"You do not have access to this app" in answer.body
    assert b'method="post" action="/sign-out"' in answer.body
    assert answer.all("set-cookie") == []
    assert restricted.ask(headers, "/_session/page.css").status == 200
    assert restricted.ask(headers, "/sign-out").status == 200
    own = [("origin", APP_URL), ("sec-fetch-site", "same-origin"), ("cookie", f"{COOKIE}-0=a")]
    assert restricted.ask([*headers, *own], "/sign-out", "POST").status == 303


def test_a_script_is_told_in_a_line(restricted: World) -> None:
    answer = restricted.ask(of(restricted, []), "/_stcore/host-config")
    assert answer.all("content-type") == ["text/plain; charset=utf-8"]
    assert answer.body.startswith(b"You do not have access")


def test_nobody_is_told_of_groups_who_is_not_signed_in(restricted: World) -> None:
    assert restricted.ask([]).status == 401
    assert restricted.ask([], "/_stcore/health").status == 200


def test_identity_of_another_apps_client_is_refused(restricted: World) -> None:
    other = "2other23456789"
    issuers = restricted.issuers
    data = issuers.load_balancer.sign(user_claims(), client=other)
    for headers in (
        issuers.headers(client_id=other),
        issuers.headers(data=data),
        issuers.headers(data=data, client_id=other),
    ):
        assert restricted.ask(headers).status == 401
    assert restricted.app.reached == []


def test_without_the_variable_everyone_is_served(world: World) -> None:
    assert world.ask(of(world, [])).body == SECRET


@pytest.mark.parametrize(
    "value", ["", " ", "[]", "{}", '""', '"analysts"', "analysts", "null", "[null]", '[""]', '["analysts", 1]', '["a"']
)
def test_a_value_that_cannot_be_meant_stops_the_server(value: str) -> None:
    with pytest.raises(SettingsError, match="APP_GROUPS must be a list of groups"):
        load_settings(environment("https://keys.example", APP_GROUPS=value))
