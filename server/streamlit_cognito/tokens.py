"""Verifies what the load balancer adds to a request: its own token about the user, and the user pool's access token."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from jwt.exceptions import PyJWTError

from .public_keys import LoadBalancerKeys, UserPoolKeys
from .refusals import RefusedError
from .settings import Settings

MAX_TOKEN = 16 * 1024
"""Bytes. The load balancer itself refuses claims and tokens of more than 11 KB."""
LEEWAY = 60
"""Seconds between the clocks of the signer and this machine."""

# Three parts of base64url. The load balancer pads them, unlike everyone else.
_SHAPE = re.compile(r"[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}")


@dataclass(frozen=True)
class Token:
    """A token whose signature is right."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]


Check = Callable[[Token, Settings], None]


def check_shape(token: str) -> None:
    """Refuse what is no token, before any of it is read."""
    if len(token) > MAX_TOKEN:
        raise RefusedError("a token is too long")
    if not _SHAPE.fullmatch(token):
        raise RefusedError("a token is malformed")


def decode(token: str, key: Any, algorithm: str) -> dict[str, Any]:  # noqa: ANN401 - PyJWT's own type of keys.
    """Return the claims of a token whose signature is right; what they say is for the checks."""
    return jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        options={
            "verify_signature": True,
            "verify_exp": False,
            "verify_aud": False,
            "verify_iss": False,
            "verify_sub": False,
        },
    )


def unverified(token: str) -> Token:
    """Return what a token says, be it true or not."""
    return Token(jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False}))


def check_algorithm(token: Token, algorithm: str) -> None:
    """Refuse a token that asks for another algorithm, which PyJWT does as well: but here before any key is fetched."""
    _expect(token.header.get("alg"), algorithm, "the algorithm of a token")


def _expect(actual: object, expected: str, what: str) -> None:
    if actual != expected:
        raise RefusedError(f"{what} is not the expected one")


def _not_expired(exp: object, whose: str) -> None:
    if not isinstance(exp, int | float) or isinstance(exp, bool) or exp + LEEWAY < time.time():
        raise RefusedError(f"{whose} has expired")


def check_signer(token: Token, settings: Settings) -> None:
    """Accept our load balancer only: the same public server has the keys of everybody's."""
    _expect(token.header.get("signer"), settings.alb_arn, "the signer of the load balancer's token")


def check_client(token: Token, settings: Settings) -> None:
    """Accept our client only: another one may let other users in."""
    _expect(token.header.get("client"), settings.cognito_client_id, "the client of the load balancer's token")


def check_issuer(token: Token, settings: Settings) -> None:
    """Compare the header's issuer, and the claims', which AWS adds too."""
    _expect(token.header.get("iss"), settings.issuer, "the issuer of the load balancer's token")
    _expect(token.claims.get("iss", settings.issuer), settings.issuer, "the issuer of the load balancer's token")


def check_expiry(token: Token, _settings: Settings) -> None:
    """Refuse an old token: the load balancer makes a new one for each request."""
    _not_expired(token.header.get("exp"), "the load balancer's token")


def check_access_use(token: Token, _settings: Settings) -> None:
    """Refuse an ID token, which is signed with the same keys."""
    _expect(token.claims.get("token_use"), "access", "the use of the access token")


def check_access_client(token: Token, settings: Settings) -> None:
    """Refuse tokens of the pool's other clients, which may have other rights."""
    _expect(token.claims.get("client_id"), settings.cognito_client_id, "the client of the access token")


def check_access_issuer(token: Token, settings: Settings) -> None:
    """Accept tokens of our user pool only."""
    _expect(token.claims.get("iss"), settings.issuer, "the issuer of the access token")


def check_access_expiry(token: Token, _settings: Settings) -> None:
    """Refuse an expired access token: the load balancer renews it before it forwards a request."""
    _not_expired(token.claims.get("exp"), "the access token")


# Source: "Authenticate users using an Application Load Balancer": verify the signature and the signer, ES256 only.
LOAD_BALANCER_CHECKS: tuple[Check, ...] = (check_signer, check_client, check_issuer, check_expiry)
# Source: "Verifying JSON web tokens" in the Cognito guide.
ACCESS_TOKEN_CHECKS: tuple[Check, ...] = (
    check_access_use,
    check_access_client,
    check_access_issuer,
    check_access_expiry,
)


async def verify(
    text: str, keys: LoadBalancerKeys | UserPoolKeys, algorithm: str, checks: tuple[Check, ...], settings: Settings
) -> Token:
    """Return a token that passed everything.

    Raises:
        RefusedError: says what is wrong with it.
        KeysUnavailableError: when its key cannot be had now.

    """
    check_shape(text)
    try:
        # So that only a token that says what ours say makes the server fetch a key, or forget one.
        claimed = unverified(text)
        check_algorithm(claimed, algorithm)
        _check_all(claimed, checks, settings)
        key = await keys.get(claimed.header.get("kid"))
        token = Token(claimed.header, decode(text, key, algorithm))
    except (PyJWTError, ValueError, TypeError) as error:
        raise RefusedError(f"a token is not signed as it should be ({type(error).__name__})") from error
    _check_all(token, checks, settings)
    return token


def _check_all(token: Token, checks: tuple[Check, ...], settings: Settings) -> None:
    for check in checks:
        check(token, settings)
