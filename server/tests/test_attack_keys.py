"""Attacks through the key servers: what a token may make the server fetch, and what an answer may do to it."""

import http.client
import json
import urllib.request
from collections.abc import Callable, Iterator

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from streamlit_cognito import fetching, public_keys

from .asking import SECRET, World
from .issuing import Issuers, LoadBalancer, user_claims
from .key_server import KeyServer, key_server
from .running import Headers


@pytest.fixture
def keys(issuers: Issuers) -> Iterator[KeyServer]:
    """Start a key server of the test's own, whose requests it counts."""
    with key_server(issuers) as server:
        yield server


def signed_by_an_attacker(world: World, kid: str) -> Headers:
    """Return headers with a token of the attacker's own key, which is at the key server where the kid leads."""
    attacker = LoadBalancer()
    attacker.kid = kid
    path = "/" + kid.split(" ", maxsplit=1)[0].split("\r", maxsplit=1)[0]
    world.keys.extra[path] = attacker.pem
    return world.issuers.headers(data=attacker.sign(user_claims()))


KIDS = [
    "../attackers-bucket/key",
    "..",
    "a/b",
    "%2e%2e%2fattacker",
    "?key=attacker",
    "attacker#",
    "key.pem",
    "@127.0.0.1",
    "attacker HTTP/1.1\r\nX-Injected: yes",
    "attacker HTTP/1.1\nX-Injected: yes",
    "x" * 65,
]


@pytest.mark.parametrize("kid", KIDS)
def test_kid_cannot_lead_elsewhere(kid: str, world: World) -> None:
    assert world.ask(signed_by_an_attacker(world, kid)).status == 401
    assert world.keys.requests == []


@pytest.mark.parametrize("kid", KIDS)
def test_kid_would_lead_elsewhere_without_the_check(kid: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_keys, "check_load_balancer_kid", lambda kid: kid)
    # Python's own client refuses a line break and a blank in a path; and it drops what follows "#".
    monkeypatch.setattr(http.client.HTTPConnection, "_validate_path", lambda _self, _url: None)
    monkeypatch.setattr(fetching, "urlsplit", _Raw)
    assert world.ask(signed_by_an_attacker(world, kid)).body == SECRET


class _Raw:
    """A URL that is cut at its first slash after the host, and nowhere else."""

    def __init__(self, url: str) -> None:
        self.scheme, _, rest = url.partition("://")
        authority, _, path = rest.partition("/")
        self.hostname, _, port = authority.partition(":")
        self.port, self.path = int(port), f"/{path}"


@pytest.mark.parametrize("kid", [None, 7, ["a"], {"a": 1}])
def test_kid_of_another_type_is_refused(kid: object, world: World) -> None:
    token = world.issuers.load_balancer.sign(user_claims(), kid=kid)
    assert world.ask(world.issuers.headers(data=token)).status == 401
    assert world.keys.requests == []


def wait_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 20.0)


def read_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 50_000_000)


def follow_redirects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_get", lambda url, _deadline: urllib.request.urlopen(url).read())  # noqa: S310 - The weakness itself.


def fail_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use whatever body comes with an error's status."""
    monkeypatch.setattr(http, "HTTPStatus", _AnyStatus)


class _AnyStatus:
    FORBIDDEN, NOT_FOUND = 403, 404

    class OK:
        """Equal to every status."""

        __hash__ = None

        def __eq__(self, _status: object) -> bool:
            return True

        def __ne__(self, _status: object) -> bool:
            return False

    OK = OK()


TROUBLE = {"slow": wait_longer, "huge": read_more, "redirect": follow_redirects, "error": fail_open}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_bad_answer_of_the_key_server_lets_nobody_in(
    trouble: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble == "slow":
        monkeypatch.setattr(fetching, "TIMEOUT", 0.1)
    world.keys.trouble = trouble
    assert world.ask(world.issuers.headers()).status == 503
    assert world.app.reached == []


@pytest.mark.parametrize(("trouble", "weaken"), TROUBLE.items(), ids=list(TROUBLE))
def test_bad_answer_would_be_used_without_the_limit(
    trouble: str, weaken: Callable[[pytest.MonkeyPatch], None], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaken(monkeypatch)
    world.keys.trouble = trouble
    assert world.ask(world.issuers.headers()).body == SECRET


def test_key_server_that_is_down_lets_nobody_in_but_those_it_knows(issuers: Issuers) -> None:
    with key_server(issuers) as keys:
        world = World(issuers, keys)
        stranger = World(issuers, keys)
        assert world.ask(issuers.headers()).status == 200
    assert world.ask(issuers.headers()).status == 200
    assert stranger.ask(issuers.headers()).status == 503


@pytest.fixture
def expired(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the server know its issuers' keys, and want to ask for them again."""
    assert world.ask(world.issuers.headers()).status == 200
    monkeypatch.setattr(public_keys, "KEEP", 0.0)
    world.guard._authenticator._user_pool_keys._no_sooner = 0.0
    world.keys.requests.clear()
    return world


@pytest.mark.parametrize("trouble", ["error", "huge", "redirect", "hang up"])
def test_expired_keys_serve_while_the_key_server_fails(trouble: str, expired: World) -> None:
    expired.keys.trouble = trouble
    # At the failure itself, and while it is remembered.
    assert [expired.ask(expired.issuers.headers()).status for _ in range(2)] == [200, 200]
    asked = {path.removeprefix("/moved") for path in expired.keys.requests}
    assert asked == {f"/{expired.issuers.load_balancer.kid}", "/jwks.json"}
    expired.guard._authenticator._user_pool_keys._fetched -= public_keys.KEEP_EXPIRED
    assert expired.ask(expired.issuers.headers()).status == 503


def test_unknown_keys_open_nothing_while_the_key_server_fails(expired: World) -> None:
    expired.keys.trouble = "error"
    known, unknown = expired.issuers.headers(), Issuers().headers()
    assert [expired.ask([unknown[0], *known[1:]]).status, expired.ask([*known[:2], unknown[2]]).status] == [503, 503]


def test_user_pool_without_keys_ends_its_expired_ones(expired: World) -> None:
    expired.keys.extra["/jwks.json"] = b""
    assert expired.ask(expired.issuers.headers()).status == 503
    expired.keys.trouble = "error"
    assert expired.ask(expired.issuers.headers()).status == 503


def test_keys_are_fetched_once(world: World) -> None:
    for _ in range(5):
        assert world.ask(world.issuers.headers()).status == 200
    assert sorted(world.keys.requests) == sorted([f"/{world.issuers.load_balancer.kid}", "/jwks.json"])


def test_rotated_key_of_the_user_pool_is_found(keys: KeyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.issuers = Issuers()
    world = World(keys.issuers, keys)
    assert world.ask(world.issuers.headers()).status == 200
    before = world.issuers.headers()
    world.issuers.user_pool.rotate()
    # Within half a minute of the last fetch an unknown key is refused without asking.
    assert world.ask(world.issuers.headers()).status == 401
    world.guard._authenticator._user_pool_keys._no_sooner = 0.0
    assert world.ask(world.issuers.headers()).status == 200
    # What the pool took back is no longer valid.
    assert world.ask(before).status == 401
    # Nor is it while the pool cannot be asked.
    monkeypatch.setattr(public_keys, "KEEP", 0.0)
    world.keys.trouble = "error"
    assert world.ask(before).status == 503
    assert world.ask(world.issuers.headers()).status == 200


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b'{"keys": []}', b'{"keys": [7]}', b"[" * 60_000])
def test_unreadable_keys_of_the_user_pool_let_nobody_in(answer: bytes, world: World) -> None:
    world.keys.extra["/jwks.json"] = answer
    assert world.ask(world.issuers.headers()).status == 503


def sign_with_another_key(world: World, size: int, use: str) -> Headers:
    """Return headers with an access token of a key that the user pool has, too, but not for this."""
    pool = world.issuers.user_pool
    key = rsa.generate_private_key(public_exponent=65537, key_size=size)
    jwk = {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": "other", "use": use}
    world.keys.extra["/jwks.json"] = json.dumps({"keys": [*pool.jwks["keys"], jwk]}).encode()
    return world.issuers.headers(access=jwt.encode(pool.claims(), key, "RS256", {"kid": "other"}))


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize(("size", "use"), [(1024, "sig"), (2048, "enc")])
def test_key_that_is_short_or_for_something_else_is_not_used(size: int, use: str, world: World) -> None:
    assert world.ask(sign_with_another_key(world, size, use)).status == 401
    assert world.ask(world.issuers.headers()).status == 200


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_short_key_would_be_used_without_the_limit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_keys, "_MIN_RSA_BITS", 1024)
    assert world.ask(sign_with_another_key(world, 1024, "sig")).body == SECRET


@pytest.mark.parametrize("answer", [b"nonsense", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_unreadable_key_of_the_load_balancer_lets_nobody_in(answer: bytes, world: World) -> None:
    world.keys.extra[f"/{world.issuers.load_balancer.kid}"] = answer
    assert world.ask(world.issuers.headers()).status == 503
