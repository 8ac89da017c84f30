"""What an attack test is made of: a request that must be refused, and the one check without which it would succeed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest

from streamlit_cognito import authentication, tokens

from .asking import World
from .running import Headers

Weaken = Callable[[pytest.MonkeyPatch, World], None]


@dataclass(frozen=True)
class Attack:
    """One attack."""

    name: str
    headers: Callable[[World], Headers]
    weaken: Weaken
    """Builds the server without the check that the attack is about."""

    def __str__(self) -> str:
        return self.name


def without(*checks: tokens.Check) -> Weaken:
    """Leave out checks of what a token says."""

    def weaken(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
        for name in ("LOAD_BALANCER_CHECKS", "ACCESS_TOKEN_CHECKS"):
            left = tuple(check for check in getattr(tokens, name) if check not in checks)
            monkeypatch.setattr(tokens, name, left)

    return weaken


def take_any_algorithm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the token say how it is signed; a part of what the attacks with algorithms need."""
    monkeypatch.setattr(tokens, "check_algorithm", lambda _token, _algorithm: None)


def trust_any_signature(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
    """Read tokens without verifying them, signed or not."""

    def decode(token: str, _key: Any, _algorithm: str) -> dict[str, Any]:
        return jwt.decode(token, options={"verify_signature": False, "verify_exp": False, "verify_aud": False})

    take_any_algorithm(monkeypatch)
    monkeypatch.setattr(tokens, "decode", decode)
    monkeypatch.setattr(tokens, "check_shape", lambda _token: None)


def take_one_of_several(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
    """Take the last of headers of the same name, as dictionaries do."""
    monkeypatch.setattr(
        authentication,
        "single",
        lambda headers, name: {header.lower(): value.decode() for header, value in headers}.get(name),
    )


def take_underscores_for_hyphens(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
    """Take names of headers as CGI and WSGI do."""
    monkeypatch.setattr(
        authentication,
        "single",
        lambda headers, name: {h.lower().replace(b"_", b"-"): value.decode() for h, value in headers}.get(name),
    )
