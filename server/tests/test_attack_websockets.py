"""Attacks with websockets: from another site, without identity, and after the session's end."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

import pytest

from streamlit_cognito import own_origin
from streamlit_cognito.sessions import MAX_WEBSOCKETS, Lease, Sessions

from .asking import SECRET, Websocket, World
from .issuing import APP_URL, Issuers
from .key_server import KeyServer
from .running import Headers

LEASE = 90.0
"""Seconds, which pass when a test says so."""


@pytest.fixture
def world(issuers: Issuers, keys: KeyServer) -> World:
    return World(issuers, keys, SESSION_LEASE=str(LEASE))


class Clock(asyncio.SelectorEventLoop):
    """An event loop that a test moves ahead in time."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


async def pass_time(seconds: float) -> None:
    """Move the clock, and let everything happen that was waiting for it."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Clock)
    loop.ahead += seconds
    for _ in range(20):
        await asyncio.sleep(0)


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=Clock) as runner:
        return runner.run(coroutine)


async def handshake(world: World, headers: Headers, origin: str | None) -> str | int:
    async with Websocket(world, headers, origin) as websocket:
        message = await websocket.receive()
        return message.get("status", message["type"])


OTHERS = ["https://evil.example", "null", APP_URL + ".evil.example", "http://app.localhost:8443", None]


@pytest.mark.parametrize("origin", OTHERS)
def test_another_site_cannot_connect(origin: str | None, world: World) -> None:
    assert run(handshake(world, world.issuers.headers(), origin)) == 403
    assert world.app.reached == []


@pytest.mark.parametrize("origin", OTHERS)
def test_another_site_would_connect_without_the_check(
    origin: str | None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_origin, "is_own_origin", lambda _headers, _url: True)
    assert run(handshake(world, world.issuers.headers(), origin)) == "websocket.accept"


def test_nobody_connects_without_identity(world: World) -> None:
    assert run(handshake(world, [], APP_URL)) == 401
    assert world.app.reached == []
    assert run(handshake(world, world.issuers.headers(), APP_URL)) == "websocket.accept"


async def outlive(world: World, heartbeat: Headers | None) -> str:
    """Keep a websocket open for three leases; say how it ended."""
    async with Websocket(world, world.issuers.headers()) as websocket:
        await websocket.receive()
        for _ in range(12):
            await pass_time(LEASE / 4)
            if heartbeat:
                await world.ask_async(heartbeat, "/_session")
        answer = await websocket.ask()
        return f"{answer['type']} {answer.get('code', '')}".strip()


def test_websocket_ends_with_its_lease(world: World) -> None:
    assert run(outlive(world, None)) == "websocket.close 1008"


def test_websocket_would_outlive_its_session_without_a_lease(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_self: Lease) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Lease, "over", never)
    assert run(outlive(world, None)) == "websocket.send"


def test_heartbeats_keep_a_websocket_open(world: World) -> None:
    # Tokens are renewed meanwhile: the session is what stays.
    assert run(outlive(world, world.issuers.headers())) == "websocket.send"


@pytest.mark.parametrize("other", [{"origin_jti": "session-2"}, {"sub": "somebody-else"}], ids=["session", "user"])
def test_heartbeats_of_another_session_keep_nothing_open(other: dict[str, str], world: World) -> None:
    assert run(outlive(world, world.issuers.headers(**other))) == "websocket.close 1008"


def test_heartbeats_of_another_session_would_keep_it_open_without_the_distinction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit_cognito.identity._session", lambda _claims: "the same for all")
    assert run(outlive(world, world.issuers.headers(origin_jti="session-2"))) == "websocket.send"


async def sign_out_elsewhere(world: World) -> str:
    async with Websocket(world, world.issuers.headers()) as websocket:
        await websocket.receive()
        own = [("origin", APP_URL)]
        await world.ask_async([*world.issuers.headers(), *own], "/sign-out", "POST")
        answer = await websocket.ask()
        return str(answer["type"])


def test_signing_out_closes_the_sessions_websockets(issuers: Issuers, keys: KeyServer) -> None:
    assert run(sign_out_elsewhere(World(issuers, keys))) == "websocket.close"


def test_signing_out_would_leave_websockets_open_without_ending_them(
    issuers: Issuers, keys: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sessions, "sign_out", lambda _self, _identity: None)
    assert run(sign_out_elsewhere(World(issuers, keys))) == "websocket.send"


async def connect_often(world: World) -> tuple[object, object, object]:
    """Have as many websockets as one user may, in several sessions; then another, another user's, and one for one."""

    def mine(number: int) -> Websocket:
        return Websocket(world, world.issuers.headers(origin_jti=f"session-{number % 3}"))

    async def first(websocket: Websocket) -> object:
        message = await websocket.receive()
        return message.get("status", message["type"])

    async with AsyncExitStack() as stack:
        one = AsyncExitStack()
        await first(await one.enter_async_context(mine(0)))
        for number in range(1, MAX_WEBSOCKETS):
            await first(await stack.enter_async_context(mine(number)))
        further = await first(await stack.enter_async_context(mine(MAX_WEBSOCKETS)))
        others = await first(await stack.enter_async_context(Websocket(world, world.issuers.headers(sub="other"))))
        await one.aclose()
        return further, others, await first(await stack.enter_async_context(mine(0)))


def test_user_cannot_have_any_number_of_websockets(world: World) -> None:
    assert run(connect_often(world)) == (429, "websocket.accept", "websocket.accept")
    assert len(world.app.reached) == MAX_WEBSOCKETS + 2


def test_user_could_have_any_number_of_websockets_without_the_limit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sessions, "has_too_many", lambda _self, _identity: False)
    assert run(connect_often(world)) == ("websocket.accept",) * 3


def test_nothing_is_kept_of_closed_websockets(world: World) -> None:
    assert run(handshake(world, world.issuers.headers(), APP_URL)) == "websocket.accept"
    assert world.guard._sessions._leases == {}


def test_app_sends_nothing_after_the_end(world: World) -> None:
    async def scenario() -> list[str]:
        async with Websocket(world, world.issuers.headers()) as websocket:
            kinds = [(await websocket.receive())["type"]]
            await pass_time(LEASE * 2)
            answer = await websocket.ask()
            assert answer.get("bytes") != SECRET
            return [*kinds, answer["type"]]

    assert run(scenario()) == ["websocket.accept", "websocket.close"]
