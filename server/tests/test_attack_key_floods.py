"""Attacks with many keys: what tokens that nobody signed may cost the server, and the users whom it knows."""

import asyncio
from collections.abc import Iterator

import pytest

from streamlit_cognito import fetch_budget, public_keys, tokens

from .asking import World
from .issuing import Issuers, LoadBalancer, user_claims
from .key_server import KeyServer, key_server
from .running import Headers


@pytest.fixture
def keys(issuers: Issuers) -> Iterator[KeyServer]:
    """Start a key server of the test's own, whose requests it counts."""
    with key_server(issuers) as server:
        yield server


MANY = 2 * public_keys.MAX_KEYS


def flood(world: World, requests: int = 40) -> int:
    """Send many tokens, each with an unknown key; return the number of fetches."""

    def forged(number: int) -> Headers:
        data = world.issuers.load_balancer.sign(user_claims(), kid=f"unknown-{number}")
        return world.issuers.headers(data=data)

    async def send_all() -> None:
        await asyncio.gather(*[world.ask_async(forged(number)) for number in range(requests)])

    asyncio.run(send_all())
    return len([path for path in world.keys.requests if path.startswith("/unknown-")])


def use_another_key(world: World) -> LoadBalancer:
    """Let the load balancer sign with another of its keys."""
    other = LoadBalancer()
    world.keys.extra[f"/{other.kid}"] = other.pem
    return other


def signed_by(load_balancer: LoadBalancer, world: World) -> Headers:
    return world.issuers.headers(data=load_balancer.sign(user_claims()))


def test_unknown_keys_cannot_make_the_server_flood_the_key_server(world: World) -> None:
    assert flood(world) == fetch_budget.FETCHES_PER_MINUTE


def test_unknown_keys_would_flood_the_key_server_without_the_budget(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_budget.FetchBudget, "spend", lambda _self: None)
    assert flood(world) == 40


def test_unknown_keys_push_out_no_good_one(world: World) -> None:
    assert world.ask(world.issuers.headers()).status == 200
    flood(world, MANY)
    assert world.ask(world.issuers.headers()).status == 200
    assert world.keys.requests.count(f"/{world.issuers.load_balancer.kid}") == 1


def test_unknown_keys_would_push_out_the_good_ones_if_they_were_kept_among_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = world.guard._authenticator._load_balancer_keys
    assert world.ask(world.issuers.headers()).status == 200
    monkeypatch.setattr(fetch_budget.FetchBudget, "spend", lambda _self: None)
    monkeypatch.setattr(keys, "_failures", keys._keys)
    monkeypatch.setattr(public_keys, "MAX_FAILURES", public_keys.MAX_KEYS)
    flood(world, MANY)
    assert world.issuers.load_balancer.kid not in keys._keys


def test_what_is_kept_of_unknown_keys_is_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_keys, "MAX_FAILURES", 8)
    flood(world)
    assert len(world.guard._authenticator._load_balancer_keys._failures) == 8


def test_key_that_nobody_could_ask_for_is_asked_for_as_soon_as_possible(world: World) -> None:
    flood(world)
    assert world.ask(world.issuers.headers()).status == 503
    world.guard._authenticator._load_balancer_keys._budget._times.clear()
    assert world.ask(world.issuers.headers()).status == 200


def test_expired_key_serves_while_nobody_may_ask_for_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.ask(world.issuers.headers()).status == 200
    monkeypatch.setattr(public_keys, "KEEP", 0.0)
    flood(world)
    assert world.ask(world.issuers.headers()).status == 200
    monkeypatch.setattr(public_keys, "KEEP_EXPIRED", 0.0)
    assert world.ask(world.issuers.headers()).status == 503


def test_expired_key_that_was_taken_back_serves_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    attacked = use_another_key(world)
    assert world.ask(signed_by(attacked, world)).status == 200
    monkeypatch.setattr(public_keys, "KEEP", 0.0)
    del world.keys.extra[f"/{attacked.kid}"]
    assert world.ask(signed_by(attacked, world)).status == 401
    flood(world)
    assert world.ask(signed_by(attacked, world)).status == 401


def test_key_in_use_stays_when_there_are_too_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_keys, "MAX_KEYS", 2)
    used, unused, newest = (use_another_key(world) for _ in range(3))
    for signer in (used, unused, used, newest, used):
        assert world.ask(signed_by(signer, world)).status == 200
    assert [world.keys.requests.count(f"/{signer.kid}") for signer in (used, unused, newest)] == [1, 1, 1]
    assert world.ask(signed_by(unused, world)).status == 200
    assert world.keys.requests.count(f"/{unused.kid}") == 2


STRANGERS = {
    "another load balancer": {"signer": "arn:aws:elasticloadbalancing:eu-west-1:666666666666:loadbalancer/app/a/0"},
    "another client": {"client": "2otherclient"},
    "another issuer": {"iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other"},
    "another algorithm": {"alg": "HS256"},
    "no algorithm": {"alg": "none"},
    "another time": {"exp": 1},
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_token_of_a_stranger_fetches_no_key(stranger: str, world: World) -> None:
    token = world.issuers.load_balancer.sign(user_claims(), **STRANGERS[stranger])
    assert world.ask(world.issuers.headers(data=token)).status == 401
    assert world.keys.requests == []


@pytest.mark.parametrize(
    "claims", [{"client_id": "2otherclient"}, {"iss": "https://other"}, {"token_use": "id"}], ids=repr
)
def test_access_token_of_a_stranger_fetches_no_key(claims: dict[str, str], world: World) -> None:
    assert world.ask(world.issuers.headers(access=world.issuers.user_pool.sign(**claims))).status == 401
    assert "/jwks.json" not in world.keys.requests


@pytest.mark.parametrize("stranger", STRANGERS)
def test_token_of_a_stranger_would_fetch_one_without_looking_first(
    stranger: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "check_algorithm", lambda _token, _algorithm: None)
    monkeypatch.setattr(tokens, "LOAD_BALANCER_CHECKS", ())
    token = world.issuers.load_balancer.sign(user_claims(), **STRANGERS[stranger])
    world.ask(world.issuers.headers(data=token))
    assert f"/{world.issuers.load_balancer.kid}" in world.keys.requests
