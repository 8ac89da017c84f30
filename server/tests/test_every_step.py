"""Every step by which the server refuses a request is missed by a test when it is gone.

Found in the source, so that a new step without an attack fails here: each `raise` and each call of a check in the
modules that verify is taken out by itself, and then something must happen that does not happen with it.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from types import CodeType, FunctionType, ModuleType

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from streamlit_cognito import authentication, fetch_budget, fetching, guard, public_keys, tokens

from .asking import World
from .issuing import APP_URL, Issuers, user_claims
from .key_server import KeyServer, key_server
from .running import Headers
from .test_attack_keys import signed_by_an_attacker
from .test_attack_tokens import ATTACKS

MODULES = (authentication, fetch_budget, fetching, guard, public_keys, tokens)
LEFT_OUT = {
    # Of a key server whose very headers come slowly: takes more than a second to show.
    "raise FetchError('no answer in time') from error",
    # Of a kind of request that no server sends.
    """raise RuntimeError(f"There is no rule for a {scope['type']} request.")""",
    # Repeats for the verified token what was asked of the claimed one, which is of the same text.
    "_check_all(token, checks, settings)",
}


@dataclass(frozen=True)
class Probe:
    """A request that must be refused."""

    name: str
    headers: Callable[[World], Headers]
    prepare: Callable[[World], object] = lambda _world: None


def genuine(world: World) -> Headers:
    return world.issuers.headers()


def without_header(number: int) -> Callable[[World], Headers]:
    return lambda world: [header for index, header in enumerate(genuine(world)) if index != number]


def trouble(kind: str) -> Callable[[World], None]:
    return lambda world: setattr(world.keys, "trouble", kind)


def jwks(content: bytes) -> Callable[[World], None]:
    return lambda world: world.keys.extra.update({"/jwks.json": content})


def pem(content: bytes) -> Callable[[World], None]:
    return lambda world: world.keys.extra.update({f"/{world.issuers.load_balancer.kid}": content})


def p384() -> bytes:
    key = ec.generate_private_key(ec.SECP384R1()).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def access_with_kid(kid: object) -> Callable[[World], Headers]:
    def headers(world: World) -> Headers:
        pool = world.issuers.user_pool
        return world.issuers.headers(access=jwt.encode(pool.claims(), pool.key, "RS256", {"kid": kid}))

    return headers


def unknown_key(world: World) -> Headers:
    return world.issuers.headers(data=world.issuers.load_balancer.sign(user_claims(), kid="unknown"))


def ask_before(headers: Callable[[World], Headers]) -> Callable[[World], object]:
    return lambda world: world.ask(headers(world))


def spend_the_budget(world: World) -> None:
    for _ in range(fetch_budget.FETCHES_PER_MINUTE):
        world.guard._authenticator._load_balancer_keys._budget.spend()


def sign_out(world: World) -> None:
    assert world.ask([*genuine(world), ("origin", APP_URL)], "/sign-out", "POST").status == 303


def fail_twice(world: World) -> None:
    jwks(b"[]")(world)
    world.ask(genuine(world))


PROBES = [
    *(Probe(attack.name, attack.headers) for attack in ATTACKS),
    *(Probe(f"without header {number}", without_header(number)) for number in (0, 2)),
    Probe("what is no token", lambda world: world.issuers.headers(data="a.b")),
    Probe("signed out", genuine, sign_out),
    Probe("a kid that leads elsewhere", lambda world: signed_by_an_attacker(world, "../key")),
    Probe("an unknown key", unknown_key),
    Probe("an unknown key, again", unknown_key, ask_before(unknown_key)),
    Probe("an access token's malformed kid", access_with_kid("a b")),
    Probe("an access token's unknown kid", access_with_kid("unknown")),
    Probe("too many keys", genuine, spend_the_budget),
    *(Probe(f"keys with trouble: {kind}", genuine, trouble(kind)) for kind in ("error", "huge", "slow", "hang up")),
    Probe("an unreadable key", genuine, pem(b"nonsense")),
    Probe("a key of another curve", genuine, pem(p384())),
    *(Probe(f"a key set {content!r}", genuine, jwks(content)) for content in (b"", b"[]", b'{"keys": []}')),
    Probe("an unreadable key set, again", genuine, fail_twice),
]


@pytest.fixture(scope="module")
def keys(issuers: Issuers) -> Iterator[KeyServer]:
    with key_server(issuers) as server:
        yield server


Ask = Callable[[Probe], tuple[object, ...]]


@pytest.fixture
def ask(issuers: Issuers, keys: KeyServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Send a probe; return all that came of it."""
    monkeypatch.setattr(fetching, "TIMEOUT", 0.1)

    def send(probe: Probe) -> tuple[object, ...]:
        keys.requests.clear()
        keys.extra.clear()
        keys.trouble = ""
        caplog.clear()
        world = World(issuers, keys)
        try:
            probe.prepare(world)
            status: object = world.ask(probe.headers(world)).status
        except Exception as error:
            status = type(error).__name__
        return status, len(world.app.reached), len(keys.requests), caplog.messages

    return send


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_probe_is_refused(probe: Probe, ask: Ask) -> None:
    status, reached, *_ = ask(probe)
    assert status in (401, 503)
    assert reached == 0


@dataclass(frozen=True)
class Step:
    """One `raise`, or one call of a check, of one module."""

    module: ModuleType
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.module.__name__.rpartition('.')[2]}: {self.text}"

    def take_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tree = ast.parse(inspect.getsource(self.module))
        for node in ast.walk(tree):
            for body in (getattr(node, name, None) for name in ("body", "orelse")):
                for index, statement in enumerate(body if isinstance(body, list) else []):
                    if is_step(statement) and statement.lineno == self.line:
                        body[index] = ast.copy_location(ast.Pass(), statement)
        [code] = codes_around(self.line, compile(tree, str(self.module.__file__), "exec"))
        function = reduce(getattr, code.co_qualname.split("."), self.module)
        assert isinstance(function, FunctionType)
        monkeypatch.setattr(function, "__code__", code)


def is_step(node: ast.AST) -> bool:
    called = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    is_check = isinstance(called, ast.Name) and called.id.lstrip("_").startswith(("check", "expect", "not_expired"))
    return isinstance(node, ast.Raise) or is_check


def codes_around(line: int, code: CodeType) -> list[CodeType]:
    """Return the code of the function that a line is in."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    found = [one for each in inner for one in codes_around(line, each)]
    is_function = bool(code.co_flags & inspect.CO_NEWLOCALS)
    lines = [number for *_, number in code.co_lines() if number]
    return found or ([code] if is_function and min(lines) <= line <= max(lines) else [])


def steps() -> Iterator[Step]:
    for module in MODULES:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if is_step(node) and (text := ast.unparse(node)) not in LEFT_OUT:
                yield Step(module, node.lineno, text)


@pytest.fixture(scope="module")
def usual() -> dict[str, tuple[object, ...]]:
    """Keep what comes of each probe when nothing is taken out."""
    return {}


@pytest.mark.parametrize("step", list(steps()), ids=str)
def test_step_is_missed(
    step: Step, ask: Ask, usual: dict[str, tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for probe in PROBES:
        if probe.name not in usual:
            usual[probe.name] = ask(probe)
    step.take_out(monkeypatch)
    # Those about keys are at the end, and more likely to miss a step about keys.
    likely_first = reversed(PROBES) if step.module in (fetch_budget, fetching, public_keys) else PROBES
    assert any(ask(probe) != usual[probe.name] for probe in likely_first)
